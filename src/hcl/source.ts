/** A place in a source file. Lines and columns count from 1; columns count UTF-16 units, as editors and SARIF do. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One source file: its name as the host writes it, and its text. */
export class SourceFile {
  readonly name: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** The position of an offset into the text, in UTF-16 units. */
  position(offset: number): Position {
    this.#lineStarts ??= lineStarts(this.text);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.name, line: low + 1, column: offset - this.#lineStarts[low]! + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** Why a file, or a part of it, could not be read. */
export interface Diagnostic {
  readonly message: string;
  readonly position: Position;
}

/** Thrown inside the parser at the first fault of a file; `parseFile` turns it into a diagnostic. */
export class SyntaxFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
