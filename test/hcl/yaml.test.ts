import { expect, test } from 'vitest';
import { NotComputable } from '../../src/hcl/functions/arguments.ts';
import { jsonText } from '../../src/hcl/functions/json.ts';
import { fromYaml } from '../../src/hcl/functions/yaml.ts';

/** Documents with what `terraform console` prints for `jsonencode(yamldecode(document))`. */
const read: readonly (readonly [string, string])[] = [
  ['a:\n- b\n-  c: d\n   e: f\n- - x\n  - yy\n', '{"a":["b",{"c":"d","e":"f"},["x","yy"]]}'],
  ['a: |\n  hi\n   there\n\nb: |-\n\n  x\n\n\nc: 1\n', '{"a":"hi\\n there\\n","b":"\\nx","c":1}'],
  ['a: "x\\ty"\nb: \'it\'\'s\' # c\nc: a#b\nd: "#"\n', '{"a":"x\\ty","b":"it\'s","c":"a#b","d":"#"}'],
  ['a: {b: 1,\n  c: [1,\n2, ]} # x\nd: {e: , f}\n', '{"a":{"b":1,"c":[1,2]},"d":{"e":null,"f":null}}'],
  [
    '---\n# c\na: https://x.y/z#f\nb:\n  # c\n  c: d e  f # g\n\nd:\n',
    '{"a":"https://x.y/z#f","b":{"c":"d e  f"},"d":null}',
  ],
  ['- name: x\n  list:\n  - 1\n  - 2.50\n- \n- Off\n- ~\n', '[{"list":[1,2.5],"name":"x"},null,false,null]'],
  ['100: 10.0.0.0\n"k": 10.0.0.0/16\ny: -1\n', '{"100":"10.0.0.0","k":"10.0.0.0/16","true":-1}'],
  ['a: x:y\nb: eu-west-1a\nc: 2049-2050x y\n', '{"a":"x:y","b":"eu-west-1a","c":"2049-2050x y"}'],
  ['[a b, "c,d", \'e]\', f:g, {h: i}]\n', '["a b","c,d","e]","f:g",{"h":"i"}]'],
  ['plain\n', '"plain"'],
  [
    '[8192-65535, 10:20, 1_000, 1-2-3, 0x, 1e, 1a, 2049/tcp, 10.0.0.1-10.0.0.9, "2001:db8::/32"]\n',
    '["8192-65535","10:20","1_000","1-2-3","0x","1e","1a","2049/tcp","10.0.0.1-10.0.0.9","2001:db8::/32"]',
  ],
  [
    '[012, 0755, 0x1F, 0o17, 1e3, 1.5e3, +5, .5, 5., 111122223333, 0b11]\n',
    '[12,755,31,15,1000,1500,5,0.5,5,111122223333,"0b11"]',
  ],
];

test.each(read)('%j', (document, json) => {
  expect(jsonText(fromYaml(document))).toBe(json);
});

test.each([
  'a: b\n  c\n',
  'a: &x 1\nb: *x\n',
  'a: >-\n  x\n',
  'a: !!str 1\n',
  'a: 2020-01-01\n',
  'a: 2020-1-1T10:00:00Z\n',
  'a: .inf\n',
  'a: -0\n',
  'a: 12345678901234567890\n',
  '? a\n: b\n',
  "a: 'x\n  y'\n",
  'a: "\\x41"\n',
  'a: 1\n---\nb: 2\n',
  '\ta: 1\n',
  `${'['.repeat(200)}${']'.repeat(200)}`,
])('%j is not read', (document) => {
  expect(() => fromYaml(document)).toThrow(NotComputable);
});
