// SPDX-License-Identifier: Apache-2.0
// What the page says in English until the first field is answered: the source that every other language must match key
// by key. What it says after that is in en-later.ts.

export const dateParts = { day: 'day', month: 'month', year: 'year' };
export type DatePart = keyof typeof dateParts;
const dateOrder: readonly DatePart[] = ['day', 'month', 'year'];

// U+00A0 keeps a number with what it counts; U+200B marks where a heading may break.
export const en = {
  disclaimer: 'For information and research; not a diagnosis; a clinician decides.',

  // page
  nothingSent: 'Nothing sent',
  requests: (n: number) => (n === 1 ? '1\u00a0request' : `${n}\u00a0requests`),
  otherLanguage: '中文',
  privacyTitle: 'Nothing you type is sent',
  privacyLead: 'The model came to your device. Your answers and the result stay in this page.',

  // catalogue
  catalogueTitle: 'What would you \u200blike to know about?',
  catalogueLead: 'Answer a few questions. See what studies of other people found.',
  catalogueLoading: 'The list of models is being read.',
  catalogueFailed: 'The list of models could not be read.',
  allModels: 'All models',
  search: 'Search for a disease, an outcome, or what you know',
  searchHint: 'A worry, body part or test',
  topic: 'Topic',
  allTopics: 'All',
  topics: {
    heart: 'Heart and stroke',
    diabetes: 'Blood sugar',
    kidney: 'Kidneys',
    liver: 'Liver',
    mind: 'Mood',
    acute: 'Acutely ill',
  },
  forWhom: 'For whom',
  forAudience: { patient: 'For everyone', clinician: 'For clinicians' },
  alsoUnconfirmed: 'Also those whose terms of use are unconfirmed',
  models: (n: number) => (n === 1 ? '1\u00a0model.' : `${n}\u00a0models.`),
  hiddenModels: (n: number) => `${n} more whose terms of use are unconfirmed.`,
  nothingFound: 'Nothing here fits that.',
  showAll: 'Show all',
  elsewhere: {
    patient: (n: number) => `${n} more for everyone.`,
    clinician: (n: number) => `${n} more for clinicians.`,
  },
  showThem: 'Show them',
  superseded: 'Superseded. The newer one:',
  termsUnconfirmed: 'Its terms of use are unconfirmed.',
  minutes: (n: number) => (n === 1 ? 'About 1\u00a0minute' : `About ${n}\u00a0minutes`),
  laboratory: (what: string) => `Laboratory: ${what}`,
  findings: 'A clinician’s findings',
  noMeasurements: 'No measurements',
  noBloodTest: 'No blood test',
  seeForYourself: 'See for yourself',

  // loading
  loading: 'The model is being read and checked on this device.',
  cannotLoad: 'The model could not be used',
  cannotLoadWhy: 'No number can be given. Nothing you typed was lost or sent.',
  tryAgain: 'Try again',
  loadingPart: 'The rest of this page is being read.',
  partFailed: 'A part of this page did not load',
  partFailedWhy: 'Your answers are still here, on this device.',
  networkGone: 'The network may be gone; the next try may work.',

  // form
  back: 'Back',
  part: (now: number, of: number) => `Part ${now} of ${of}`,
  rightModel: 'Is this the right \u200bmodel for you?',
  estimates: (outcome: string) => `It estimates: ${outcome}.`,
  madeFrom: (population: string) => `Made from: ${population}`,
  yourValues: 'Your values',
  otherValues: 'Other values',
  demonstrationTitle: 'Demonstration: not for advice.',
  demonstration: 'Do not act on its number.',
  clinicianAudience: 'Made for clinicians to try, not for patients.',
  aboutModel: 'About this model',
  continue: 'Continue',
  showResult: 'Show the result',
  showOnePage: 'Show one page',
  onePageQuestion: (n: number) => `Rather see all ${n} questions at once?`,
  showParts: 'Show in parts',
  partsQuestion: 'Rather see a few questions at a time?',
  staysHere: 'You can change any answer later. Everything stays on this device.',
  yes: 'Yes',
  no: 'No',
  dontKnow: 'I don’t know',
  unitOf: (label: string) => `Unit: ${label}`,
  range: (low: string, high: string, unit: string) => `From ${low} to\u00a0${high}${unit}.`,
  wholeNumber: 'A whole number.',
  dateOrder,
  dateParts: { day: 'Day', month: 'Month', year: 'Year' },
  dateHint: 'For example, 27 3 2021.',
  summaryLine: (label: string, fault: string) => `${label}: ${fault}`,
  thisOr: (others: string) => `This or ${others}: one of them is enough.`,
  onlyFor: (outcomes: string) => `Only for: ${outcomes}.`,
  mayStayEmpty: 'It may stay empty.',
  withHorizons: (outcome: string, years: string) => `${outcome} (${years} years)`,
  crisisTitle: 'You can talk to someone now',
  call: (number: string) => `Call\u00a0${number}`,
  orText: (number: string) => `or text ${number}`,
  contactsUnconfirmed:
    'Whoever runs this page has not yet checked these numbers. If one does not answer, call the emergency number of the place where you are.',
  emergency: 'Chest pain or sudden weakness: call your local emergency number now.',

  // wiped
  wipedTitle: 'Wiped',
  wiped: 'Your answers and the result are gone from this page. The memory that held them was overwritten.',
  startAgain: 'Start again',
  statuses: {
    demonstration: 'Demonstration: not for advice',
    published_equation: 'Published equation',
    site_approved: 'Approved by this site',
  },

  fromTo: (low: string, high: string) => `${low} to ${high}`,
};
