/** The commands, loaded together: most of what they are made of they share, and many small files load slowly. */
export * as check from './check.ts';
export * as completion from './completion.ts';
export * as explain from './explain.ts';
export * as graph from './graph.ts';
export * as init from './init/index.ts';
export * as policies from './policies.ts';
