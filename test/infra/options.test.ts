import { execFile } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { announcement } from '../../infra/announcement.ts';
import { readStackConfig } from '../../infra/config.ts';
import { readOptions } from '../../infra/options.ts';

it('every option is off unless given', () => {
  expect(readOptions([])).toEqual({ fresh: false, yes: false, verbose: false, help: false });
  expect(readOptions(['--fresh', '--yes'])).toMatchObject({ fresh: true, yes: true });
});

it.each(['--frsh', 'fresh', '--fresh=1', '-x'])('an option that nobody knows is refused: %s', (option) => {
  expect(() => readOptions([option])).toThrow(/--help lists what there is/);
});

/** What `requireNode.js` says on a Node that claims to be another. */
const onNode = (version: string): Promise<{ code: number; words: string }> => {
  const claim = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(claim)}`, 'infra/requireNode.js'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, _, words) => resolve({ code: Number(error?.code ?? 0), words }));
  });
};

it.each(['18.20.0', '20.18.3'])('Node %s is too old, and is told so', async (version) => {
  expect(await onNode(version)).toEqual({ code: 1, words: expect.stringContaining('needs Node 20.19 or later') });
});

it.each(['20.19.0', '22.1.0', '24.0.0'])('Node %s will do', async (version) => {
  expect(await onNode(version)).toEqual({ code: 0, words: '' });
});

it('the announcement has no password in it', () => {
  const stop = async (): Promise<void> => {};
  const database = { address: 'mongodb://user:planted@db/recourse', stop };
  const up = { temporal: { address: '127.0.0.1:7233', stop }, database, port: 3000 };
  const text = announcement(up, { ...readStackConfig(), OIDC_ISSUER: undefined });
  expect(text).not.toContain('planted');
  expect(text).toContain('http://127.0.0.1:3000/oidc/token');
  expect(announcement(up, { ...readStackConfig(), OIDC_ISSUER: 'https://id.example' })).not.toContain('demo');
});
