'use strict';
// What a thread runs that checks plans.
const { load } = require('./cli.js');

void load().cli.work();
