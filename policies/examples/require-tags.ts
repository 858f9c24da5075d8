import { type AnyPolicy, all, definePolicy } from 'tfplan-studio';

/**
 * Every resource that can have tags has these, of its own or by the `default_tags` of its provider.
 * @param keys the names of the tags
 */
export const requireTags = (...keys: readonly string[]): AnyPolicy =>
  definePolicy({
    id: 'require-tags',
    title: `Every resource has the tags ${keys.join(', ')}`,
    severity: 'warning',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html',
    why: 'Costs and owners are found by tags.',
    subject: ({ graph }) => graph.managed.filter((resource) => resource.has('tags_all')),
    require: (resource) => all(...keys.map((key) => resource.get('tags_all', key).isSet())),
    remedy: ({ address }) =>
      `Add the tags that are missing to ${address}, or to default_tags in the provider's configuration.`,
  });

export default requireTags('Owner', 'CostCenter');
