/** The library: everything that a policy or a program imports from `tfplan-studio`. */
export * from './net/index.ts';
