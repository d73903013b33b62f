import { importStaff } from './staff.ts';

// `npm run staff`: staff records from a file, by the contract of the API alone.

process.exitCode = await importStaff(process.argv.slice(2), process.env, {
  say: (words) => console.log(words),
  complain: (words) => console.error(words),
});
