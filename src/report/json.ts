import type { Format } from './format.ts';
import { printableJson } from './printable.ts';

/** The report as `schemas/report.schema.json` describes it. */
export const json: Format = (report) => `${printableJson(report)}\n`;
