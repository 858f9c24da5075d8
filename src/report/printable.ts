/** Control and invisible characters, bidirectional overrides, line separators, lone surrogates, what is no character. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
const SHORT: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** Most text; asking saves the time to look for the others. */
const ASCII = /^[ -~]*$/;
const LINES = /^[ -~\n]*$/;

/** Untrusted text on one line that no terminal acts on: what does not show is written as JSON writes it. */
export const printable = (text: string): string =>
  ASCII.test(text) ? text : text.replace(UNPRINTABLE, (character) => escape(character));

/** The JSON of a value, with nothing in it that a terminal acts on. */
export const printableJson = (value: unknown): string => {
  const json = JSON.stringify(value, null, 2);
  // Line feeds are the layout: those of values are written as \n already.
  return LINES.test(json)
    ? json
    : json.replace(UNPRINTABLE, (character) => (character === '\n' ? character : escape(character)));
};

function escape(character: string): string {
  return (
    SHORT[character] ??
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('')
  );
}
