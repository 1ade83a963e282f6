// SPDX-License-Identifier: Apache-2.0
// Starts the page: in the person's language, with the model that index.html names.
import { languageOf, learn, localeOf } from '../i18n/index.js';
import './nearside-page.js';

const asked = new URLSearchParams(location.search).get('lang');
const language = languageOf(asked ?? navigator.language);
document.documentElement.lang = localeOf(language);
document.querySelector('nearside-page')?.setAttribute('lang', language);
void learn(language);
