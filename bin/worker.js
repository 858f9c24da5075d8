// What a thread runs that checks plans.
import { work } from '../dist/cli.js';

await work();
