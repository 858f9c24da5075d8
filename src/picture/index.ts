/** The network as a picture: nodes and edges, and the texts that other programs draw. */
export { dot } from './dot.ts';
export { mermaid } from './mermaid.ts';
export { type Picture, pictureOf } from './picture.ts';
