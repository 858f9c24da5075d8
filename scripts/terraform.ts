import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folders in which Terraform looks for providers, or keeps those that it has fetched. */
const PLUGIN_FOLDERS = [
  process.env['TF_PLUGIN_CACHE_DIR'] ?? '',
  join(homedir(), '.terraform.d/plugins'),
  join(homedir(), '.terraform.d/plugin-cache'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
];

const provider = PLUGIN_FOLDERS.flatMap(providersIn).at(-1);

/** Whether plans can be made here without a network: Terraform and the AWS provider are there. */
export const canPlan = provider !== undefined && hasTerraform();

/** The JSON of a plan of the configuration in a folder; the plan file stays there as `tfplan`. */
export function plan(folder: string): string {
  writeFileSync(
    join(folder, 'terraform.rc'),
    `provider_installation {\n  dev_overrides {\n    "hashicorp/aws" = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`,
  );
  terraform(folder, 'plan', '-input=false', '-refresh=false', '-out=tfplan');
  return terraform(folder, 'show', '-json', 'tfplan');
}

/** Runs Terraform with credentials that are none. */
export function terraform(folder: string, ...args: readonly string[]): string {
  return execFileSync('terraform', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TF_CLI_CONFIG_FILE: join(folder, 'terraform.rc'),
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
    },
  });
}

function hasTerraform(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The folders of the AWS provider's versions for this machine, below a folder of plugins. */
function providersIn(plugins: string): readonly string[] {
  const versions = join(plugins, 'registry.terraform.io/hashicorp/aws');
  if (plugins === '' || !existsSync(versions)) return [];
  const machine = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return readdirSync(versions)
    .map((version) => join(versions, version, machine))
    .filter((folder) => existsSync(folder));
}
