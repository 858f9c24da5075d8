import { definePolicy, every, isEmpty, not } from 'tfplan-studio';

export const appSecurityGroups = definePolicy({
  id: 'app-security-groups',
  title: "A VpcOnly domain's default user settings name a security group",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UserSettings.html',
  why: 'VpcOnly needs a group for the apps of every user. The groups of domain_settings are for RStudio only and are not applied to user apps.',
  unknowns: 'A list known only after apply that may turn out empty is undetermined.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) => {
    const { truth } = not(isEmpty(domain.defaultGroups));
    const text = {
      yes: 'names security groups',
      no: 'names no security group',
      unknown: 'may name no security group',
    }[truth];
    return { truth, evidence: [domain.fact(text, 'default_user_settings[0].security_groups')] };
  },
  severityOf: (domain) => {
    const covered = every(domain.profiles, (profile) => not(isEmpty(profile.ownGroups)));
    return domain.profiles.members.length > 0 && covered.truth === 'yes' ? 'warning' : 'error';
  },
  remedy: ({ address }) => `Name a security group in default_user_settings.security_groups of ${address}.`,
});
