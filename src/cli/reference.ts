import { createColors } from 'picocolors';
import type { Example } from '../../policies/reference.generated.ts';
import type { AnyPolicy } from '../policy/index.ts';
import { fill, wordsOf } from '../report/columns.ts';
import { printable } from '../report/index.ts';

/** Lines that are shown as they are. */
export interface Listing {
  readonly language: 'hcl' | 'json' | 'text';
  readonly text: string;
}

/** What is told of a policy under one heading: paragraphs and listings. */
export interface Section {
  readonly heading: string;
  readonly parts: readonly (string | Listing)[];
}

const hcl = (text: string): Listing => ({ language: 'hcl', text });

/** What is told of a policy beside its title; of one without examples only what it says itself. */
export function sectionsOf({ why, unknowns }: AnyPolicy, example?: Example): readonly Section[] {
  return [
    { heading: 'Why', parts: [why] },
    ...(unknowns === undefined ? [] : [{ heading: 'What the plan does not tell', parts: [unknowns] }]),
    ...(example === undefined
      ? []
      : [
          {
            heading: 'Bad example',
            parts: [
              hcl(example.bad),
              ...(example.config === undefined
                ? []
                : ['With this configuration:', { language: 'json', text: example.config } as const]),
              'A check of its plan finds:',
              { language: 'text', text: example.says } as const,
            ],
          },
          {
            heading: 'Remedy',
            parts: [example.remedy, ...(example.code === undefined ? [] : [hcl(example.code)])],
          },
          { heading: 'Good example', parts: [hcl(example.good)] },
        ]),
  ];
}

/** What is told of a policy, for a terminal. */
export function referenceText(
  policy: AnyPolicy,
  example: Example | undefined,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const { bold } = createColors(color);
  const paragraph = (text: string): readonly string[] => fill(wordsOf(text), width, '  ', '  ');
  const { id, severity, title, source } = policy;
  const sections = sectionsOf(policy, example).map(({ heading, parts }) =>
    [
      bold(heading),
      ...parts.flatMap((part, index) => [
        ...(index === 0 ? [] : ['']),
        ...(typeof part === 'string' ? paragraph(part) : listing(part)),
      ]),
    ].join('\n'),
  );
  return [
    [`${bold(printable(id))} (${severity})`, ...paragraph(`${title}.`)].join('\n'),
    ...sections,
    [bold('Source'), ...paragraph(source)].join('\n'),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

const listing = ({ text }: Listing): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${printable(line)}`));
