// SPDX-License-Identifier: Apache-2.0
// Pictures for the catalogue's topics and needs; each stands beside its words.
import { icon } from '../element/scene.js';

export const topicIcons = {
  all: icon('M4 6.5h16M4 12h16M4 17.5h10'),
  heart: icon('M12 20 4.6 12.4a4.7 4.7 0 0 1 6.6-6.7l.8.8.8-.8a4.7 4.7 0 0 1 6.6 6.7z'),
  diabetes: icon('M12 3.5c3.2 4 5.5 7 5.5 10.3a5.5 5.5 0 0 1-11 0C6.5 10.5 8.800 7.5 12 3.5z'),
  kidney: icon('M13 20.5c4-.5 6.5-4 6.5-8.5S17 3.5 13.5 3.5 8 6.5 8.5 9s1.5 2 1.5 3.5-1.5 1.5-2 4 1.5 4.400 5 4M8.5 15 5 20.5'),
  liver: icon('M3.5 9c0-2.5 2-4 5-4H18c2 0 3 1.300 2.5 3.5-.8 3.5-4 5-7 6-2 .7-2.5 4-5.5 4-3.5 0-4.5-5-4.5-9.5'),
  mind: icon('M9 21v-4H7.5A2.5 2.5 0 0 1 5 14.5V13l-1.5-.5L5 9.5a7 7 0 0 1 14 .5c0 3-1.5 4.5-3 6v5'),
  acute: icon('M3 12.5h4l2.5-6.5 4.5 12 2.5-5.5H21'),
  search: icon('M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13m4.700 11.200L20 20'),
  time: icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 4.5V12l3 2'),
  tube: icon('M8 3.5h8M9.5 3.5V18a2.5 2.5 0 0 0 5 0V3.5M9.5 11h5'),
  tape: icon('M3 8h18v8H3zM7 8v3.5M11 8v3.5M15 8v3.5M19 8v3.5'),
  clinician: icon('M9 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6m1-15.5a3.5 3.5 0 0 1 0 7m2 3c2 .8 3 2.5 3 5.5'),
};
