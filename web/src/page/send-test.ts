// SPDX-License-Identifier: Apache-2.0
// Tries to reach another site and tells what the browser said. connect-src 'self' still allows the page's own server.

/** Kept by IANA for examples; nothing of the person's is in the request, even if a browser let it go. */
const elsewhere = 'https://example.com/';

export interface Receipt {
  readonly address: string;
  readonly refused: boolean;
  /** The rule that refused, as the browser reported it. */
  readonly rule: string;
}

export async function trySending(): Promise<Receipt> {
  let rule = '';
  const reported = new Promise<void>((resolve) => {
    const hear = (event: SecurityPolicyViolationEvent): void => {
      if (!event.blockedURI.startsWith(elsewhere.slice(0, -1)) || event.disposition !== 'enforce') return;
      rule = policyRule(event);
      document.removeEventListener('securitypolicyviolation', hear);
      resolve();
    };
    document.addEventListener('securitypolicyviolation', hear);
    // A refused fetch and its report come together; a second is ample.
    setTimeout(() => {
      document.removeEventListener('securitypolicyviolation', hear);
      resolve();
    }, 1000);
  });
  const sent = await fetch(elsewhere, { method: 'POST', body: 'test', mode: 'no-cors', credentials: 'omit' }).then(
    () => true,
    () => false,
  );
  await reported;
  return { address: elsewhere, refused: !sent && rule !== '', rule };
}

/** The directive with its sources, cut from the whole policy: "connect-src 'self'". */
function policyRule({ effectiveDirective, originalPolicy }: SecurityPolicyViolationEvent): string {
  const directives = originalPolicy.split(';').map((directive) => directive.trim());
  return directives.find((directive) => directive.startsWith(effectiveDirective)) ?? effectiveDirective;
}
