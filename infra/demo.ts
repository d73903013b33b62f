/** Whom the embedded identity provider signs in, each by the secret `demo`. Their roles are the organisation's to say. */
export const demoUsers = [
  'contact',
  'handler',
  'handler2',
  'manager',
  'head',
  'complaints-manager',
  'auditor',
  'administrator',
] as const;
