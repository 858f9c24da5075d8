import { FEATURE_NAMES, neededServices } from '../src/network/index.ts';

/** The text of docs/features.md: what a configuration can declare, and what each needs. */
export function featuresPage(): string {
  const rows = FEATURE_NAMES.map((feature) => {
    const services = neededServices({ [feature]: true }).filter(({ need }) => need === 'declared');
    const names = services.map(({ service }) => `\`${service}\``).join(', ');
    const breaks = [...new Set(services.map((service) => service.breaks))].join('; ');
    return feature === 'fips'
      ? '| `fips` | the `-fips` variants of the services that have one | calls of FIPS host names time out |'
      : `| \`${feature}\` | ${names} | ${breaks} |`;
  });
  const always = neededServices().filter(({ need }) => need === 'always');
  return `# Features

What Studio is used for decides which services its VPC must reach. Under \`features\` a configuration says what is used (\`true\`) and
what is not (\`false\`):

\`\`\`ts
features: { canvas: true, projects: false },
\`\`\`

Always needed: ${always.map(({ service }) => `\`${service}\``).join(', ')}. What AWS's text for Studio names for one use
is a warning as long as that use is not declared, an error once it is declared as used, and not looked for once it is declared as
unused. All other services are looked for only where a feature declares them.

| feature | services | what breaks without |
| --- | --- | --- |
${rows.join('\n')}
`;
}
