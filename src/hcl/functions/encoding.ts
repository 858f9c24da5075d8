import { digest } from '../../digest.ts';
import { Text, jsonOf, readJson } from '../texts.ts';
import { EvaluationError, isKnown } from '../values.ts';
import { NotComputable, type TerraformFunction, certain, given, text } from './arguments.ts';
import { fromJson, jsonText } from './json.ts';
import { fromYaml } from './yaml.ts';

/** Functions that encode, decode and hash. */
export const encodingFunctions: Readonly<Record<string, TerraformFunction>> = {
  base64decode: ([value]) => decodeBase64(text(value)),
  base64encode: ([value]) => Buffer.from(text(value)).toString('base64'),
  base64sha256: ([value]) => digest('sha256', text(value), 'base64'),
  base64sha512: ([value]) => digest('sha512', text(value), 'base64'),
  jsondecode: ([value]) =>
    value instanceof Text ? certain(readJson(value)) : fromJson(parsedJson(text(value))),
  jsonencode: ([value = null]) => (isKnown(value) ? jsonText(value) : jsonOf(value)),
  md5: ([value]) => digest('md5', text(value), 'hex'),
  sha1: ([value]) => digest('sha1', text(value), 'hex'),
  sha256: ([value]) => digest('sha256', text(value), 'hex'),
  sha512: ([value]) => digest('sha512', text(value), 'hex'),
  urlencode: ([value]) => queryEscape(text(given(value))),
  yamldecode: ([value]) => fromYaml(text(value)),
};

function decodeBase64(value: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) {
    throw new EvaluationError('The text is not base64');
  }
  const bytes = Buffer.from(value, 'base64');
  const decoded = bytes.toString('utf8');
  if (!Buffer.from(decoded).equals(bytes)) throw new EvaluationError('The bytes are not UTF-8');
  return decoded;
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) throw new EvaluationError('The text is not JSON');
    throw new NotComputable();
  }
}

/** As Go's url.QueryEscape. */
function queryEscape(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
