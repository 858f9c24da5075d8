// Takes the place of the string-width package in the bundle. yargs measures its help with it, and merely loading it
// (Intl.Segmenter, Unicode property tables) takes longer than the rest of start-up; the help is plain text.
import { stripVTControlCharacters } from 'node:util';

export default (text) => stripVTControlCharacters(text).length;
