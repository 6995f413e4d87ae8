// Who speaks, as a small picture: the agent's own, else his initials, also when the picture does not come.

import { useState } from 'preact/hooks'
import { initials } from '../headless/text.ts'

export interface AvatarProps {
  name: string
  photo: string | undefined
  /** Folder of the pictures, with a slash at the end. */
  photos: string
}

export function Avatar({ name, photo, photos }: AvatarProps) {
  const [broken, setBroken] = useState<string>()
  const [come, setCome] = useState<string>()
  return (
    <span class="avatar" aria-hidden="true">
      {(photo === undefined || photo !== come) && initials(name)}
      {photo !== undefined && photo !== broken && (
        <img
          key={photo}
          src={photos + photo}
          alt=""
          loading="lazy"
          decoding="async"
          referrerpolicy="no-referrer"
          onLoad={() => setCome(photo)}
          onError={() => setBroken(photo)}
        />
      )}
    </span>
  )
}
