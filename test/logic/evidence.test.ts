import { expect, test } from 'vitest';
import { type Evidence, withoutRepeats } from '../../src/logic/index.ts';

const fact = (address: string, because?: readonly Evidence[]): Evidence => ({
  address,
  text: 'is there',
  ...(because && { because }),
});

test('what follows from several facts is told below the first of them', () => {
  const table = fact('aws_route_table.a', [fact('aws_internet_gateway.a')]);
  const alike = fact('aws_route_table.a', [fact('aws_internet_gateway.a')]);
  expect(
    withoutRepeats([
      fact('aws_subnet.a', [table]),
      fact('aws_subnet.b', [alike]),
      fact('aws_subnet.c', [fact('aws_route_table.c', [fact('aws_internet_gateway.a')])]),
    ]),
  ).toEqual([
    fact('aws_subnet.a', [table]),
    { ...fact('aws_subnet.b'), repeated: true },
    fact('aws_subnet.c', [{ ...fact('aws_route_table.c'), repeated: true }]),
  ]);
});

test('a fact that stands twice without reasons stands twice', () => {
  expect(withoutRepeats([fact('a'), fact('a')])).toEqual([fact('a'), fact('a')]);
});

test('chains that fork and meet again are told in no time', () => {
  let below: readonly Evidence[] = [fact('end')];
  for (let depth = 0; depth < 60; depth++) below = [fact('left', below), fact('right', below)];
  expect(JSON.stringify(withoutRepeats(below)).match(/is there/g)).toHaveLength(2 * 60 + 1);
});
