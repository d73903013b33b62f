import { expect, test } from '@jest/globals';
import { readOptions, WrongUsage } from '../../import/options.ts';

test('without a word more, it goes to the embedded stack with 32 rows in flight', () => {
  expect(readOptions(['cfpb', 'file.csv'], {})).toMatchObject({
    source: { name: 'cfpb' },
    path: 'file.csv',
    'at-once': 32,
    patience: 300,
    check: false,
    RECOURSE_URL: 'http://127.0.0.1:3000',
    RECOURSE_CLIENT: 'administrator',
  });
});

test('the environment says where Recourse is and who asks', () => {
  const env = { RECOURSE_URL: 'https://recourse.example/', RECOURSE_TOKEN: 't', HOME: '/nowhere' };
  expect(readOptions(['nyc-311', 'f', '--at-once', '4', '--report', 'r.json'], env)).toMatchObject({
    'at-once': 4,
    report: 'r.json',
    RECOURSE_URL: 'https://recourse.example',
    RECOURSE_TOKEN: 't',
  });
});

test.each([
  [[], {}, 'which source'],
  [['asic', 'f'], {}, 'no source “asic”'],
  [['cfpb'], {}, 'which file'],
  [['cfpb', 'a', 'b'], {}, 'One file at a time'],
  [['cfpb', 'a', '--fast'], {}, '--fast'],
  [['cfpb', 'a', '--at-once', '0'], {}, 'at-once'],
  [['cfpb', 'a', '--at-once', 'many'], {}, 'at-once'],
  [['cfpb', 'a', '--patience', '-1'], {}, 'patience'],
  [['cfpb', 'a'], { RECOURSE_URL: 'ftp://x' }, 'RECOURSE_URL'],
])('the command %j with %j is wrong, and it is said why', (args, env, why) => {
  expect(() => readOptions(args, env)).toThrow(WrongUsage);
  expect(() => readOptions(args, env)).toThrow(why);
});
