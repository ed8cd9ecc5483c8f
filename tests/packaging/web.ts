// Entry of the bundles: hands the program to whoever runs the page.

import { main } from "./main.js";

Object.assign(globalThis, { packagingMain: main });
