// Plain JavaScript, as leash.js runs it unbuilt in tests too.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a running process from an earlier or later one with the same number; empty when it runs no more.
 *
 * @param {number} pid
 * @returns {string}
 */
export function birthOf(pid) {
  if (!pid) return '';
  try {
    if (process.platform === 'linux') return linuxBirth(pid);
    return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' })
      .trim()
      .replaceAll(/\s+/g, '-');
  } catch {
    return ''; // there is no such process
  }
}

/** @param {number} pid */
function linuxBirth(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold anything
  const [state] = fields;
  if (state === 'Z' || state === 'X') return ''; // dead, and only its parent has not asked yet
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}/${fields[19]}`; // clock ticks from boot to its start
}
