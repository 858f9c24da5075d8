// The one helper of yargs that is used, without the modules of the others.
export { default as Parser } from 'yargs-parser';
