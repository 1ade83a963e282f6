// SPDX-License-Identifier: Apache-2.0
import type { Issue } from './types.js';

/** Why a call failed. The first seven come from the core, the others from this wrapper. */
export type EngineErrorCode =
  | 'bad_model_file'
  | 'too_new'
  | 'replay_failed'
  | 'not_a_number'
  | 'unknown_level'
  | 'unknown_unit'
  | 'not_a_record'
  | 'unknown_predictor'
  | 'cannot_read'
  | 'disposed'
  | 'engine_stopped';

/** The one error this package throws. `predictor` names the input at fault where there is one. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly predictor: string | undefined;
  /** All issues of the record, where the record was at fault. */
  readonly issues: readonly Issue[];

  constructor(
    code: EngineErrorCode,
    message: string,
    details: { predictor?: string; issues?: readonly Issue[]; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'EngineError';
    this.code = code;
    this.predictor = details.predictor;
    this.issues = details.issues ?? [];
  }
}
