"""One XMPP client on slixmpp, driven by lines of JSON: requests on standard input, answers and events on standard output.
Request {"id", "do", ...}; answer {"id", "ok"} or {"id", "error": {"condition", "text"}}; event {"event", "stanza", ...}.
"""
import asyncio
import base64
import json
import logging
import ssl
import sys

from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError, IqTimeout
from slixmpp.xmlstream import ET

PLUGINS = ['0004', '0030', '0050', '0054', '0059', '0085', '0172', '0184', '0199', '0308', '0313', '0333']
EVENTS = {
    'message': 'message',
    'message_correction': 'correction',
    'message_error': 'refused',
    'receipt_received': 'receipt',
    'marker_displayed': 'displayed',
    'chatstate': 'typing',
    'presence_available': 'available',
    'presence_xa': 'xa',
    'presence_unavailable': 'unavailable',
}


def say(**what):
    sys.stdout.write(json.dumps(what) + '\n')
    sys.stdout.flush()


def described(form):
    return [[name, field['type'], field['label'], bool(field['required'])]
            for name, field in form.get_fields().items()]


class Client:
    def __init__(self):
        self.xmpp = None

    async def connect(self, jid, password, port, mechanism=None, show='', lang='en'):
        """Signs in and sends presence. Without stream management, so that a lost connection is lost at once."""
        xmpp = self.xmpp = ClientXMPP(jid, password, sasl_mech=mechanism, lang=lang)
        for plugin in PLUGINS:
            xmpp.register_plugin('xep_' + plugin, {'auto_request': True} if plugin == '0184' else None)
        # The desk's certificate is its own; what it protects is tested elsewhere.
        xmpp.ssl_context = ssl.create_default_context()
        xmpp.ssl_context.check_hostname = False
        xmpp.ssl_context.verify_mode = ssl.CERT_NONE
        for name, event in EVENTS.items():
            xmpp.add_event_handler(name, lambda stanza, event=event: self.event(event, stanza))
        done = asyncio.get_running_loop().create_future()

        def end(error):
            if not done.done():
                done.set_exception(error)

        xmpp.add_event_handler('session_start', lambda _: done.done() or done.set_result(None))
        xmpp.add_event_handler('failed_all_auth', lambda _: end(PermissionError('not-authorized')))
        xmpp.add_event_handler('disconnected', lambda why: end(ConnectionError(str(why))))
        xmpp.connect(('127.0.0.1', port))
        await done
        await xmpp.get_roster()
        xmpp.send_presence(pshow=show or None)
        return {'jid': xmpp.boundjid.full}

    def event(self, name, stanza):
        what = {'event': name, 'stanza': str(stanza), 'from': str(stanza['from']), 'id': stanza['id']}
        if stanza.name == 'message':
            what['body'] = stanza['body']
            what['nick'] = stanza['nick']['nick']
            if name == 'receipt':
                what['of'] = stanza['receipt']
            if name == 'displayed':
                what['of'] = stanza['displayed']['id']
            if name == 'correction':
                what['of'] = stanza['replace']['id']
            if name == 'typing':
                what['state'] = stanza['chat_state']
            if name == 'refused':
                what['condition'] = stanza['error']['condition']
                what['text'] = stanza['error']['text']
        if stanza.name == 'presence':
            what['show'] = stanza['show']
            what['status'] = stanza['status']
        say(**what)

    async def presence(self, to=None, show=None, type=None):
        self.xmpp.send_presence(pto=to, pshow=show, ptype=type)

    async def message(self, to, body=None, state=None, replaces=None, markable=False, raw=None):
        """Asks for a receipt by itself (xep_0184); `raw` is one more child, literal."""
        message = self.xmpp.make_message(mto=to, mbody=body, mtype='chat')
        if state:
            message['chat_state'] = state
        if replaces:
            message['replace']['id'] = replaces
        if markable:
            message.enable('markable')
        if raw:
            message.append(ET.fromstring(raw))
        message.send()
        return {'id': message['id']}

    async def displayed(self, to, of):
        self.xmpp['xep_0333'].send_marker(to, of, 'displayed')

    async def info(self, to, node=None):
        answer = (await self.xmpp['xep_0030'].get_info(to, node=node))['disco_info']
        return {'identities': sorted(list(each) for each in answer['identities']), 'features': sorted(answer['features'])}

    async def items(self, to, node=None):
        answer = await self.xmpp['xep_0030'].get_items(to, node=node)
        return {'items': sorted([jid, node, name] for jid, node, name in answer['disco_items']['items'])}

    async def commands(self, to):
        answer = await self.xmpp['xep_0050'].get_commands(to)
        return {'commands': sorted([node, name] for _, node, name in answer['disco_items']['items'])}

    async def command(self, to, node, values=None, action='execute'):
        """Runs a command: takes its form, fills it in and submits it, as a client does that shows forms."""
        answer = await self.xmpp['xep_0050'].send_command(to, node, action=action)
        fields = []
        if answer['command']['status'] == 'executing':
            fields = described(answer['command']['form'])
            filled = self.xmpp['xep_0004'].make_form(ftype='submit')
            for name, value in (values or {}).items():
                # Several values for what takes one: as no form allows, and a broken client sends.
                filled.add_field(var=name, value=value, ftype='text-multi' if isinstance(value, list) else None)
            answer = await self.xmpp['xep_0050'].send_command(
                to, node, action='complete', sessionid=answer['command']['sessionid'], payload=filled)
        return {'status': answer['command']['status'], 'fields': fields,
                'notes': [text for _, text in answer['command']['notes']]}

    async def look(self, to, node):
        """Takes a command's form and cancels."""
        first = (await self.xmpp['xep_0050'].send_command(to, node))['command']
        last = await self.xmpp['xep_0050'].send_command(to, node, action='cancel', sessionid=first['sessionid'])
        options = [[option['value'] for option in field['options']] for field in first['form'].get_fields().values()]
        return {'fields': described(first['form']), 'options': options, 'status': last['command']['status']}

    async def vcard(self, to):
        card = (await self.xmpp['xep_0054'].get_vcard(to))['vcard_temp']
        return {'name': card['FN'], 'nick': card['NICKNAME']}

    async def avatar(self, picture, type):
        """Makes a picture, in base64, the one of his vCard, and tells of it by presence (XEP-0153)."""
        self.xmpp.register_plugin('xep_0153')
        await self.xmpp['xep_0153'].set_avatar(avatar=base64.b64decode(picture), mtype=type)
        self.xmpp.send_presence()

    async def archive(self, of, page, reverse=False):
        """All of it, in pages; from the newest back when reversed."""
        found = []
        async for each in self.xmpp['xep_0313'].iterate(of, rsm={'max': page}, reverse=reverse):
            result = each['mam_result']
            inner = result['forwarded']['stanza']
            found.append({'archive': result['id'], 'id': inner['id'], 'from': str(inner['from']), 'body': inner['body'],
                          'nick': inner['nick']['nick'], 'at': str(result['forwarded']['delay']['stamp'])})
        return {'messages': found}

    async def page(self, of, **rsm):
        """One page of it: max, after, before."""
        answer = await self.xmpp['xep_0313'].retrieve(of, rsm=rsm)
        fin = answer['mam_fin']
        return {'bodies': [each['mam_result']['forwarded']['stanza']['body'] for each in answer['mam']['results']],
                'complete': fin.xml.get('complete'), 'first': fin['rsm']['first'], 'last': fin['rsm']['last'],
                'count': fin['rsm']['count']}

    async def ping(self, to):
        await self.xmpp['xep_0199'].send_ping(to)

    async def roster(self):
        roster = self.xmpp.client_roster
        return {'contacts': sorted([jid, roster[jid]['name'], roster[jid]['subscription']] for jid in roster)}

    async def disconnect(self):
        self.xmpp.send_presence(ptype='unavailable')
        await self.xmpp.disconnect(wait=1)


async def serve(client, request):
    number = request.pop('id')
    try:
        answer = await getattr(client, request.pop('do'))(**request)
        say(id=number, ok=answer or {})
    except IqError as error:
        say(id=number, error={'condition': error.condition, 'text': error.text})
    except IqTimeout:
        say(id=number, error={'condition': 'timeout', 'text': ''})
    except Exception as error:  # all of it belongs to the test that asked
        say(id=number, error={'condition': type(error).__name__, 'text': str(error)})


async def main():
    """Ends when its input does, so that it never outlives the test; without a word to the server."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    client = Client()
    running = set()
    while line := await reader.readline():
        task = asyncio.ensure_future(serve(client, json.loads(line)))
        running.add(task)
        task.add_done_callback(running.discard)


if __name__ == '__main__':
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    asyncio.run(main())
