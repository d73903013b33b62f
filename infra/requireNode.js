// The first thing `npm start` runs, in words that an old Node understands: what comes after would fail with a riddle.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Recourse needs Node 20.19 or later, and this is ${process.versions.node}. ` +
      'Install a newer one (https://nodejs.org, or nvm install 24), then npm ci, then npm start.\n',
  );
  process.exit(1);
}
