// Plays the desk for tests of the supervisor: says that it is ready, stays until it is told to go.
// STAND_IN: 'refuse' exits with 2 as for a wrong configuration, 'crash' exits with 1, 'silent' is never ready.
if (process.env.STAND_IN === 'refuse') process.exit(2)
if (process.env.STAND_IN === 'crash') process.exit(1)
const ann = { jid: 'ann@agents.localhost', password: 'secret', name: 'Ann', roles: ['agent'] }
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
setInterval(() => undefined, 1000)
const firstAdmin = { link: `http://127.0.0.1/admin/#invitation=${process.pid}`, expiresAt: '2999-12-31T00:00:00.000Z' }
if (process.env.STAND_IN !== 'silent') process.send({ type: 'ready', demo: { agents: [ann] }, firstAdmin })
