// Code for a site's server that vouches for its people: a JWT, HS256, good for a few minutes. Each needs nothing but what its
// language brings along, or the package that everybody uses for it.

export interface Sample {
  readonly name: string
  readonly code: string
}

export const samples: readonly Sample[] = [
  {
    name: 'Node',
    code: `// npm install jose
import { SignJWT } from 'jose'

const key = new TextEncoder().encode(process.env.BELLHOP_IDENTITY_SECRET)

export const identityOf = (user) =>
  new SignJWT({ name: user.name, email: user.email })
    .setProtectedHeader({ alg: 'HS256', kid: 'KEY_ID' })
    .setSubject(String(user.id))
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key)
`,
  },
  {
    name: 'PHP',
    code: `<?php // composer require firebase/php-jwt
use Firebase\\JWT\\JWT;

function identity_of($user): string {
    $now = time();
    return JWT::encode([
        'sub' => (string) $user->id,
        'name' => $user->name,
        'email' => $user->email,
        'iat' => $now,
        'exp' => $now + 600,
        'jti' => bin2hex(random_bytes(16)),
    ], getenv('BELLHOP_IDENTITY_SECRET'), 'HS256', 'KEY_ID');
}
`,
  },
  {
    name: 'Python',
    code: `# pip install pyjwt
import os, time, uuid
import jwt

def identity_of(user):
    now = int(time.time())
    claims = {
        "sub": str(user.id),
        "name": user.name,
        "email": user.email,
        "iat": now,
        "exp": now + 600,
        "jti": str(uuid.uuid4()),
    }
    key = os.environ["BELLHOP_IDENTITY_SECRET"]
    return jwt.encode(claims, key, algorithm="HS256", headers={"kid": "KEY_ID"})
`,
  },
]

/** The page fetches it from there when it is needed. */
export const pageCode = (desk: string): string => `<script type="module">
  import { identify } from '${desk}/bellhop.js'
  identify(() => fetch('/chat-identity').then((answer) => answer.text()))
</script>`
