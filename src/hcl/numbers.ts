/** How Terraform writes a number as text; undefined where the digits beyond those of a double would matter. */
export function numberText(value: number): string | undefined {
  if (Object.is(value, -0)) return '-0';
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : undefined;
  const text = String(value);
  return /^-?\d+\.\d{1,15}$/.test(text) ? text : undefined;
}

/** The number that a text stands for; undefined if it stands for none. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/**
 * The result of an operation on doubles as it would be in Terraform's 512-bit arithmetic: 0.1 + 0.2 is 0.3 there. Fifteen
 * digits are taken for the whole truth if that makes the number shorter.
 */
export function rounded(value: number): number {
  if (Number.isInteger(value) || !Number.isFinite(value)) return value;
  const shorter = Number(value.toPrecision(15));
  return String(shorter).length + 1 < String(value).length ? shorter : value;
}
