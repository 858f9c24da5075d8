import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^tfplan-studio$/, replacement: at('./src/index.ts') },
      { find: /^tfplan-studio\/policies$/, replacement: at('./policies/index.ts') },
      { find: /^tfplan-studio\/testing$/, replacement: at('./src/testing/index.ts') },
    ],
  },
  test: { include: ['test/**/*.test.ts', 'policies/examples/*.test.ts'], testTimeout: 30_000 },
});
