import type { StackConfig } from './config.ts';
import { embedded } from './organisation.ts';
import type { Up } from './environments.ts';

/** What to know about a stack that runs: where everything is, and how to get a token. */
export function announcement({ temporal, database, port, mailbox }: Up, config: StackConfig): string {
  const api = `http://127.0.0.1:${port}`;
  const lines = [
    'Recourse is running.',
    '',
    `API           ${api}`,
    `Description   ${api}/docs`,
    `Letters       ${mailbox ? `${api}/mailbox` : mailOf(config)}`,
    `Temporal      ${temporal.web ?? temporal.address}`,
    `Database      ${withoutPassword(database.address)}`,
    `Data          ${config.DATA_FOLDER}   (npm start -- --fresh begins anew)`,
    '',
    ...(config.OIDC_ISSUER ? [`Sign-in       ${config.OIDC_ISSUER}`] : demoLines(api)),
    '',
    'Ctrl-C ends it all.',
  ];
  return lines.map((line) => (line ? `  ${line}` : '')).join('\n');
}

const demoLines = (api: string): string[] => [
  `Demo users    ${embedded.staff.map(({ id }) => id).join(', ')}`,
  "              each with the secret 'demo'; a token for one of them:",
  `              curl -s -u handler:demo -d grant_type=client_credentials ${api}/oidc/token`,
];

/** The mail server's address, without whoever signs in to it. */
const mailOf = ({ SMTP_URL }: StackConfig): string =>
  SMTP_URL ? `sent by ${new URL(SMTP_URL).host}` : 'drafted, as SMTP_URL is unset';

const withoutPassword = (address: string): string => address.replace(/\/\/[^/@]*@/, '//…@');
