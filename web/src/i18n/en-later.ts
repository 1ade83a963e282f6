// SPDX-License-Identifier: Apache-2.0
// What the page says in English of faults, privacy, results, refusals and model cards.
import { dateParts, type DatePart } from './en.js';

const list = new Intl.ListFormat('en');

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const plural = new Intl.PluralRules('en');

/** A count in words up to ten, with its noun. */
function counted(n: number, one: string, other: string): string {
  return `${small[n] ?? n} ${plural.select(n) === 'one' ? one : other}`;
}

export const enLater = {
  privacyCount: 'Requests since this page was ready',
  privacyOffline: 'Works with the network off',
  yesNow: 'yes',
  notYet: 'not yet',
  privacyForbidsTitle: 'What the page’s policy forbids',
  privacyForbids: [
    'Contact with any other site (connect-src\u00a0\'self\').',
    'Scripts, styles and pictures from any other site, and scripts written into the page.',
    'Forms that are sent anywhere (form-action\u00a0\'none\').',
  ],
  privacyOwnServer:
    'The rule still lets this page reach the server that it came from. The count above shows whether it has.',
  privacyTry: 'Try to send something',
  privacyTrying: 'Trying…',
  privacyRefused: (site: string) => `Your browser refused to contact ${site}.`,
  privacyRule: (rule: string) => `Rule: ${rule}`,
  privacyNotRefused:
    'The browser did not refuse. This copy of the page is served without its policy: do not use it.',
  close: 'Close',

  // faults
  faultsTitle: (n: number) => `Please look at ${counted(n, 'answer', 'answers')}`,
  enterNumber: 'Enter a number.',
  enterNumberOrUnknown: 'Enter a number, or tick “I don’t know”.',
  enterDate: 'Enter a date.',
  enterDateOrUnknown: 'Enter a date, or tick “I don’t know”.',
  dateNeeds: (parts: readonly DatePart[]) => `The date needs ${list.format(parts.map((part) => `a ${dateParts[part]}`))}.`,
  /** By the box that can't be right. */
  noDate: {
    day: 'That month has no such day.',
    month: 'Enter the month as a number from 1 to\u00a012.',
    year: 'Enter the year with four figures, such as 2021.',
  },
  chooseYesNo: 'Choose yes or no.',
  chooseOne: 'Choose one.',
  comma: (text: string) =>
    `“${text}” has a comma. Write decimals with a point, such as 5.2, and nothing between thousands.`,
  notNumber: (text: string) => `“${text}” is not a plain number. Use figures only, such as 5.2.`,
  notWhole: 'Enter a whole number.',
  takes: (low: string, high: string, unit: string) => `This model takes ${low} to\u00a0${high}${unit}.`,
  slip: (value: string, unit: string) => `Is the number ${value} in\u00a0${unit}?`,
  slipMend: (unit: string) => `Yes, change the unit to ${unit}`,
  isRight: (value: string) => `No, ${value} is right`,
  summaryEnter: 'enter a number',
  summaryDate: 'enter a date',
  summaryDateNeeds: (parts: readonly DatePart[]) => `needs ${list.format(parts.map((part) => `a ${dateParts[part]}`))}`,
  summaryNoDate: 'there is no such date',
  summaryChooseYesNo: 'choose yes or no',
  summaryChoose: 'choose one',
  summaryNumber: (text: string) => `“${text}” is not a plain number`,
  summaryWhole: 'enter a whole number',
  summaryUnit: (value: string, unit: string) => `${value} does not fit\u00a0${unit}`,
  summaryRange: (value: string, low: string, high: string) => `${value} is outside ${low} to\u00a0${high}`,
  covered: (low: string, high: string) => `The studies covered ${low} to\u00a0${high}.`,
  goOn: 'You can go on.',

  // result
  changeAnswers: 'Change answers',
  about: (n: string) => `About ${n} in\u00a0100`,
  fewer: 'Fewer than 1 in\u00a0100',
  more: 'More than 99 in\u00a0100',
  /** The count stands between the two. */
  sentence: (clause: string) => ({ before: '', after: ` people like you ${clause}` }),
  clauseFromLabel: (label: string) => `have this outcome: ${label}`,
  aboutNot: (n: string) => `About ${n} in\u00a0100 do not.`,
  fewerNot: 'Fewer than 1 in\u00a0100 do not.',
  moreNot: 'More than 99 in\u00a0100 do not.',
  nobodyKnows: 'Nobody can say who will be among them.',
  view: 'Show as',
  marks: 'Marks',
  bar: 'Bar',
  words: 'Words',
  outcome: 'Outcome',
  legendWith: (n: string) => `${n} do`,
  legendWithout: (n: string) => `${n} do not`,
  marksName: (n: string, rest: string, of: string) =>
    `${of} people: ${n} filled discs have the outcome, ${rest} rings do not`,
  marksThousand: (of: string) => `Each mark is one of ${of} people.`,
  peopleLikeYou: 'People like you',
  aboutIn100: (n: string) => `about ${n} in\u00a0100`,
  fewerIn100: 'fewer than 1 in\u00a0100',
  moreIn100: 'more than 99 in\u00a0100',
  barName: (text: string) => `Bar from 0 to 100: ${text}`,
  asTable: 'Show as a table',
  people: 'People',
  number: 'Number',
  withOutcome: 'With the outcome',
  withoutOutcome: 'Without',

  eachOutcome: 'Each outcome \u200bby itself',
  outcomesOf100: 'Of 100 people like you, about so many have it. Each bar runs from 0 to\u00a0100.',
  inYears: (years: number) => `In ${years} ${years === 1 ? 'year' : 'years'}`,
  noHorizon: 'Number',
  under1: 'under 1',
  over99: 'over 99',
  noNumber: 'no number',
  result: (label: string) => ({ before: `${label}: `, after: '' }),
  points: (n: string) => (n === '1' ? '1\u00a0point' : `${n}\u00a0points`),
  meaningTitle: 'What the \u200bnumber means',
  groupSource: (source: string) => `Group as in: ${source}`,
  groupOf: (outcome: string, group: string) => `${outcome}: ${group}`,
  alsoTitle: 'Other results',
  notGivenTitle: 'Not given',
  needs: (outcomes: string, what: string) => `${outcomes}: needs ${what}.`,
  noResult: (outcomes: string) => `${outcomes}: the equation gives none for these values.`,
  answerNow: (label: string) => `Answer: ${label}`,
  empty: 'left empty',
  showCalculation: 'Show the calculation',
  calculationNote: 'Every number as the equation used it. A clinician can work it out again by hand.',
  calculationQuantities: 'Quantities',
  calculationReading: 'lp is the sum of the terms; the last line turns it into the result.',

  cautionsTitle: (n: number) => `Read this number \u200bwith ${counted(n, 'caution', 'cautions')}`,
  notKnown: (label: string) => `${label}: not known.`,
  valueOf: (label: string, value: string) => `${label}: ${value}.`,
  weUsed: (value: string, range: string, source: string) =>
    `We used ${value}${range && ` (about ${range})`}${source && `, ${source}`}.`,
  /** Beside a range: what it holds. */
  fillRange: 'By the model’s reckoning, about 95 in\u00a0100 people with such answers are in that range.',
  fillSources: {
    median: 'the middle value in the study',
    most_frequent: 'the most common answer in the study',
    mean: 'the average in the study',
    constant: 'which this model takes where it is not known',
    impute_conditional_normal: 'worked out from your other answers',
    impute_neighbours: 'the average of the people in the study who were most like you',
  } as Readonly<Record<string, string>>,
  /** A truth value that was filled with a share. */
  between: (share: string) => `between no and yes (${share})`,
  weUsedShare: (share: string, source: string) =>
    `We counted it as between no (0) and yes (1): ${share}${source && `, ${source}`}.`,
  shareSources: {
    mean: 'the share of the people in the study who said yes',
    impute_conditional_normal: 'by the model’s reckoning the share of people with such answers who say yes',
    impute_neighbours: 'the share who said yes among the people in the study who were most like you',
  } as Readonly<Record<string, string>>,
  fewLikeYou: 'Few people like you were in them, so the number is less sure.',
  otherCaution: (code: string) => `Read with care (${code}).`,
  changeThis: 'Change this answer',

  mattersTitle: 'What matters most in\u00a0this estimate',
  /** Between the name of an answer and its value. */
  separator: ', ',
  typical: 'typical',
  raisesSide: 'raises the estimate',
  lowersSide: 'lowers the estimate',
  raises: {
    most: 'raises it most',
    alot: 'raises it a lot',
    some: 'raises it some',
    little: 'raises it a little',
  },
  lowers: {
    most: 'lowers it most',
    alot: 'lowers it a lot',
    some: 'lowers it some',
    little: 'lowers it a little',
  },
  hardly: 'hardly changes it',
  mattersNote: 'Each bar shows how far an answer moves the estimate away from typical values.',
  notCauses: 'This does not show what causes disease.',
  mattersName: 'How far each answer moves the estimate, largest first',
  answer: 'Answer',
  effect: 'Effect',
  logOdds: 'Log odds',
  logHazard: 'Log hazard',

  answersTitle: 'Answers used',
  filledIn: 'filled in',
  outside: 'outside studies',

  doesNotTellTitle: 'What this does \u200bnot tell you',
  doesNotTell: (n: string, rest: string) => `Whether you are one of the ${n} or one of the ${rest}.`,
  doesNotTellFew: 'Whether you are one of those people or not.',
  doesNotTellTreatment: 'What would happen if one of the answers changed. Trials of treatment answer that.',

  questionsTitle: 'Questions to \u200btake to a clinician',
  questions: [
    'Is this number right for someone with my history?',
    'Was the model made from people like me?',
    'What should we look at next, and when?',
  ],

  workedOutTitle: 'How it was worked out',
  model: 'Model',
  version: 'Version',
  hash: 'Hash',
  selfCheck: 'Self-check',
  selfCheckDone: (n: number) => `${n} of\u00a0${n} correct`,
  workedOutOn: 'Worked out on',
  thisDevice: 'this device',
  unrounded: 'Before rounding',
  readCard: 'Read the model card',
  print: 'Print',
  printed: (date: string) => `Printed ${date}`,
  printFoot: (model: string, version: string, hash: string, checks: number) =>
    `${model}, version ${version} (${hash}). Worked out on the person’s own device; nothing was sent. ${checks} of\u00a0${checks} self-checks correct.`,
  finish: 'Finish and wipe my answers',

  // refusal
  refusedTitle: 'This model was not \u200bmade for you, \u200bso it gives no number',
  changeAnswer: 'Change an answer',
  missingTitle: 'One more answer \u200bis needed',
  missingLead: 'From what is there, the equation gives no number yet. Nothing was guessed.',
  youAnswered: (question: string, answer: string) => `${question} ${answer}.`,
  youEntered: (label: string, value: string) => `You entered ${label}: ${value}.`,
  workedOut: (label: string, value: string, limit: string) =>
    `Worked out from your answers, ${label}: ${value}. The limit is ${limit}.`,
  youLeft: (label: string) => `${label}: no answer.`,
  limitsAreInputs: 'Outside that it gives no number, for it would be a guess.',
  whatYouCanDo: 'What you can do',
  todo: [
    'Talk to the team that looks after you. They have other ways to judge this.',
    'Keep taking the medicine you were given.',
  ],
  byMistake: 'I chose this by mistake',

  // model card
  cardTitle: 'Model card',
  intendedUse: 'Intended use',
  status: 'Status',
  audience: 'Made for',
  audiences: { patient: 'patients', clinician: 'clinicians' },
  exclusions: 'Do not use for',
  population: 'Development data',
  rows: (rows: string, events: string) => `${rows} people, ${events} with the outcome.`,
  performance: 'Performance',
  measure: 'Measure',
  value: 'Value',
  interval: '95\u00a0% interval',
  measures: {
    auroc: 'C statistic (AUROC)',
    brier: 'Brier score',
    log_loss: 'Log loss',
    calibration_slope: 'Calibration slope',
    calibration_in_the_large: 'Calibration-in-the-large',
    concordance: 'C statistic (concordance)',
    predicted_risk: 'Mean predicted risk',
    observed_risk: 'Observed risk (Kaplan–Meier)',
    observed_to_predicted: 'Observed to predicted risk',
  },
  measureWithin: (measure: string, years: string) => `${measure}, ${years} years`,
  heldRowsTitle: 'This file holds people’s own values.',
  heldRows: (rows: string) =>
    `${rows} rows of development data stand in it, and whoever has the file can read them. Give it only to who may see them.`,
  limits: 'Known limits',
  checked: 'Checked on this device',
  checkedLine: (n: number) => `${n} of\u00a0${n} test vectors equal to the last bit`,
  source: 'Source and licence',
  dataLicence: (text: string) => `Data: ${text}`,
  modelLicence: (text: string) => `Model: ${text}`,
  sources: 'Sources',
  terms: 'Terms of use',
  termsAre: { stated: 'As stated by the source.', unconfirmed: 'Not confirmed: ask the owner before use.' },
  unconfirmed: 'Not confirmed',
  replacedBy: 'Replaced by',
  contact: 'Contact',
  identity: 'Identity',
};
