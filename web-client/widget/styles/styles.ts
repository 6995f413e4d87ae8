// What the chat looks like, in the order in which it is read: a later rule wins over an earlier one.

import asked from './asked.css?inline'
import composer from './composer.css?inline'
import lines from './lines.css?inline'
import motion from './motion.css?inline'
import panel from './panel.css?inline'
import tray from './tray.css?inline'

export const css = panel + lines + composer + tray + asked + motion
