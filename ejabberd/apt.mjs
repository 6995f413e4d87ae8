// Installs Debian packages without letting any of them start a server, as root or through `sudo -n`.
// Uses Node's own modules only: it runs before node_modules exists (start.mjs, test/run.mjs).
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// A policy-rc.d that answers 101 ("forbidden") keeps maintainer scripts from starting services (here: ejabberd and
// epmd). It is made only where there is none, and removed whatever happens; one left behind by kill -9 is known by
// its second line. Services that came with the packages are not wanted at boot either: Bellhop starts its own.
const script = `
set -eu
policy=/usr/sbin/policy-rc.d
mark='# made by bellhop for the length of one installation'
made=
cluster=/etc/postgresql-common/createcluster.conf
usual=/usr/share/postgresql-common/createcluster.conf
finish() {
  if [ -n "$made" ]; then rm -f "$policy"; fi
  if grep -qsxF "$mark" "$cluster"; then
    if [ -e "$usual" ]; then cp "$usual" "$cluster"; else rm -f "$cluster"; fi
  fi
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
if [ ! -e "$policy" ] || grep -qsxF "$mark" "$policy"; then
  made=yes
  printf '#!/bin/sh\\n%s\\nexit 101\\n' "$mark" > "$policy"
  chmod 755 "$policy"
fi
# PostgreSQL would make a cluster of its own, to be started at boot; those of the tests are temporary.
case " $* " in *' postgresql '*)
  if [ ! -e "$cluster" ]; then
    mkdir -p /etc/postgresql-common
    printf '%s\\ncreate_main_cluster = false\\n' "$mark" > "$cluster"
  fi
esac
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt="apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
fresh() { find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mmin -1440 2>/dev/null | grep -q .; }
updated=
if ! fresh || ! apt-get install -s --no-install-recommends "$@" >/dev/null 2>&1; then
  $apt update; updated=yes
fi
had_ejabberd=; if [ -e /etc/init.d/ejabberd ]; then had_ejabberd=yes; fi
had_epmd=; if command -v epmd >/dev/null; then had_epmd=yes; fi
if ! $apt install -y --no-install-recommends "$@"; then
  [ -z "$updated" ] || exit 1
  $apt update
  $apt install -y --no-install-recommends "$@"
fi
if [ -z "$had_ejabberd" ] && [ -e /etc/init.d/ejabberd ]; then
  update-rc.d ejabberd disable >/dev/null 2>&1 || true
  if command -v systemctl >/dev/null; then systemctl disable ejabberd.service >/dev/null 2>&1 || true; fi
fi
if [ -z "$had_epmd" ] && command -v epmd >/dev/null && command -v systemctl >/dev/null; then
  systemctl disable epmd.service epmd.socket >/dev/null 2>&1 || true
fi
`

/** The path of a command, looked for in PATH and where Debian keeps what only root may need; undefined if there is none. */
export function findCommand(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/bin', '/sbin']
  return folders.map((folder) => join(folder || '.', name)).find((path) => existsSync(path))
}

/** True when packages can be installed from here: apt-get is there and we are root, or sudo works without a password. */
export function canInstall() {
  if (process.platform !== 'linux' || !findCommand('apt-get')) return false
  if (process.getuid?.() === 0) return true
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false // no sudo here, or it wants a password: the caller tells what to install
  }
}

/** Installs the packages with what they need and nothing recommended; refuses with apt's last lines. */
export function aptInstall(packages) {
  const asRoot = ['sh', '-c', script, 'bellhop-apt', ...packages]
  const [command, ...args] = process.getuid?.() === 0 ? asRoot : ['sudo', '-n', ...asRoot]
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const hear = (chunk) => {
      said = (said + chunk).slice(-4000)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      const last = said.trim().split('\n').slice(-6).join('\n')
      reject(new Error(`apt-get install ${packages.join(' ')} failed (${code}):\n${last}`))
    })
  })
}
