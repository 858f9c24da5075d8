/**
 * The running library, under the names by which the files of users import it. Loaded when such a file is, so that its
 * policies are made of the same classes, wherever the file lies.
 */
export const library = async () => ({
  'tfplan-studio': await import('../index.ts'),
  'tfplan-studio/policies': await import('../../policies/index.ts'),
  'tfplan-studio/testing': await import('../testing/index.ts'),
});
