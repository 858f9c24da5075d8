import { defineConfig } from 'tfplan-studio';

export default defineConfig({
  // Policies of your own, beside the built-in ones. `tfplan-studio policies` lists them all.
  policies: ['policies/*.ts'],

  // What Studio is used for decides which VPC endpoints it needs. What is not named stays open.
  features: {
    // canvas: true,
    // projects: false,
  },

  // How many people will use each domain, and how many addresses one of them takes.
  // users: 40,
  // ipsPerUser: 4,

  // internet: 'forbidden',

  severities: {
    // 'availability-zones': 'error',
  },

  waivers: [
    // {
    //   policy: 'availability-zones',
    //   address: 'module.sandbox.**',
    //   reason: 'the sandbox may fail with its zone',
    //   expires: '2027-03-31',
    // },
  ],
});
