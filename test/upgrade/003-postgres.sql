-- A day at the desk as the version with migrations 001 to 003 left it, with conversations in every state; never changed.
CREATE TABLE public.canned (
    owner character varying(512) NOT NULL,
    name character varying(64) NOT NULL,
    lang character varying(35) NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.conversations (
    id integer NOT NULL,
    queue character varying(64) NOT NULL,
    visitor integer NOT NULL,
    state character varying(8) NOT NULL,
    agent character varying(512),
    opened_at character varying(24) NOT NULL,
    state_at character varying(24) NOT NULL,
    closed_at character varying(24),
    served_by character varying(64),
    has_guests boolean DEFAULT false NOT NULL,
    answered boolean DEFAULT false NOT NULL,
    waited integer,
    waiting_line integer,
    last_agent character varying(512),
    close_reason text,
    rating integer,
    rating_words text
);
CREATE SEQUENCE public.conversations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.conversations_id_seq OWNED BY public.conversations.id;
CREATE TABLE public.corrections (
    id integer NOT NULL,
    message integer NOT NULL,
    was text NOT NULL,
    at character varying(24) NOT NULL
);
CREATE SEQUENCE public.corrections_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.corrections_id_seq OWNED BY public.corrections.id;
CREATE TABLE public.events (
    id integer NOT NULL,
    conversation integer NOT NULL,
    what character varying(32) NOT NULL,
    who character varying(512),
    detail text,
    at character varying(24) NOT NULL
);
CREATE SEQUENCE public.events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;
CREATE TABLE public.guests (
    conversation integer NOT NULL,
    jid character varying(512) NOT NULL
);
CREATE TABLE public.inbound (
    sender character varying(512) NOT NULL,
    recipient character varying(512) NOT NULL,
    key character varying(200) NOT NULL,
    at character varying(24) NOT NULL
);
CREATE TABLE public.knex_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.knex_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_id_seq OWNED BY public.knex_migrations.id;
CREATE TABLE public.knex_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.knex_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_lock_index_seq OWNED BY public.knex_migrations_lock.index;
CREATE TABLE public.messages (
    id integer NOT NULL,
    conversation integer NOT NULL,
    author character varying(8) NOT NULL,
    author_jid character varying(512),
    nick character varying(200),
    body text NOT NULL,
    line character varying(16),
    stanza_id text,
    lang character varying(35) NOT NULL,
    at character varying(24) NOT NULL,
    delivered_at character varying(24),
    displayed_at character varying(24),
    held boolean DEFAULT false NOT NULL,
    act character varying(12),
    about integer,
    reference text,
    file text,
    retracted_at character varying(24)
);
CREATE SEQUENCE public.messages_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.messages_id_seq OWNED BY public.messages.id;
CREATE TABLE public.notes (
    id integer NOT NULL,
    conversation integer NOT NULL,
    author character varying(512) NOT NULL,
    body text NOT NULL,
    at character varying(24) NOT NULL
);
CREATE SEQUENCE public.notes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.notes_id_seq OWNED BY public.notes.id;
CREATE TABLE public.outbox (
    id integer NOT NULL,
    notice text NOT NULL,
    at character varying(24) NOT NULL
);
CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.queue_agents (
    queue character varying(64) NOT NULL,
    jid character varying(512) NOT NULL
);
CREATE TABLE public.queue_texts (
    queue character varying(64) NOT NULL,
    kind character varying(16) NOT NULL,
    lang character varying(35) NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.queues (
    name character varying(64) NOT NULL,
    title character varying(200) NOT NULL,
    policy character varying(16) DEFAULT 'random'::character varying NOT NULL,
    capacity integer DEFAULT 1000 NOT NULL,
    patience integer DEFAULT 300 NOT NULL,
    overflow character varying(64),
    hours text,
    nudge integer DEFAULT 60 NOT NULL,
    reroute integer DEFAULT 180 NOT NULL,
    lapse integer DEFAULT 900 NOT NULL,
    reopen integer DEFAULT 3600 NOT NULL
);
CREATE TABLE public.resources (
    jid character varying(512) NOT NULL,
    resource character varying(1023) NOT NULL,
    show character varying(8) NOT NULL,
    priority integer NOT NULL,
    stale boolean DEFAULT false NOT NULL
);
CREATE TABLE public.staff (
    jid character varying(512) NOT NULL,
    name character varying(200) NOT NULL,
    roles character varying(64) NOT NULL,
    state character varying(8) DEFAULT 'exit'::character varying NOT NULL,
    lang character varying(35) DEFAULT 'en'::character varying NOT NULL,
    receipts boolean DEFAULT false NOT NULL,
    lost_at character varying(24),
    override character varying(8),
    ignored integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.timers (
    conversation integer NOT NULL,
    kind character varying(16) NOT NULL,
    due character varying(24) NOT NULL
);
CREATE TABLE public.transfers (
    conversation integer NOT NULL,
    "from" character varying(512) NOT NULL,
    "to" character varying(512) NOT NULL,
    note text NOT NULL,
    at character varying(24) NOT NULL
);
CREATE TABLE public.visitors (
    id integer NOT NULL,
    jid character varying(512) NOT NULL,
    token_hash character varying(64) NOT NULL,
    name character varying(200),
    lang character varying(35) DEFAULT 'en'::character varying NOT NULL,
    held boolean DEFAULT false NOT NULL,
    receipts boolean DEFAULT false NOT NULL,
    page text,
    first_seen character varying(24) NOT NULL,
    last_seen character varying(24) NOT NULL,
    email character varying(320),
    blocked_until character varying(24)
);
CREATE SEQUENCE public.visitors_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.visitors_id_seq OWNED BY public.visitors.id;
ALTER TABLE ONLY public.conversations ALTER COLUMN id SET DEFAULT nextval('public.conversations_id_seq'::regclass);
ALTER TABLE ONLY public.corrections ALTER COLUMN id SET DEFAULT nextval('public.corrections_id_seq'::regclass);
ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations ALTER COLUMN id SET DEFAULT nextval('public.knex_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.knex_migrations_lock_index_seq'::regclass);
ALTER TABLE ONLY public.messages ALTER COLUMN id SET DEFAULT nextval('public.messages_id_seq'::regclass);
ALTER TABLE ONLY public.notes ALTER COLUMN id SET DEFAULT nextval('public.notes_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.visitors ALTER COLUMN id SET DEFAULT nextval('public.visitors_id_seq'::regclass);
INSERT INTO public.canned (owner, name, lang, body) VALUES ('support', 'bye', 'en', 'Goodbye from {queue}.');
INSERT INTO public.canned (owner, name, lang, body) VALUES ('ann@agents.test', 'hi', 'zh', '你好');
INSERT INTO public.conversations (id, queue, visitor, state, agent, opened_at, state_at, closed_at, served_by, has_guests, answered, waited, waiting_line, last_agent, close_reason, rating, rating_words) VALUES (1, 'support', 1, 'active', 'ann@agents.test', '2026-11-22T11:43:53.712Z', '2026-11-22T11:43:53.712Z', NULL, 'support', false, true, 0, NULL, 'ann@agents.test', NULL, NULL, NULL);
INSERT INTO public.conversations (id, queue, visitor, state, agent, opened_at, state_at, closed_at, served_by, has_guests, answered, waited, waiting_line, last_agent, close_reason, rating, rating_words) VALUES (2, 'support', 3, 'closed', 'ann@agents.test', '2026-11-22T11:43:53.851Z', '2026-11-22T11:43:53.896Z', '2026-11-22T11:43:53.896Z', 'support', false, true, 0, NULL, 'ann@agents.test', 'done', 5, NULL);
INSERT INTO public.conversations (id, queue, visitor, state, agent, opened_at, state_at, closed_at, served_by, has_guests, answered, waited, waiting_line, last_agent, close_reason, rating, rating_words) VALUES (3, 'support', 4, 'active', 'ann@agents.test', '2026-11-22T11:43:53.942Z', '2026-11-22T11:43:53.942Z', NULL, 'support', false, true, 0, NULL, 'ann@agents.test', NULL, NULL, NULL);
INSERT INTO public.conversations (id, queue, visitor, state, agent, opened_at, state_at, closed_at, served_by, has_guests, answered, waited, waiting_line, last_agent, close_reason, rating, rating_words) VALUES (4, 'support', 7, 'active', 'ann@agents.test', '2026-11-22T11:43:54.001Z', '2026-11-22T11:43:54.001Z', NULL, 'support', false, false, 0, NULL, 'ann@agents.test', NULL, NULL, NULL);
INSERT INTO public.conversations (id, queue, visitor, state, agent, opened_at, state_at, closed_at, served_by, has_guests, answered, waited, waiting_line, last_agent, close_reason, rating, rating_words) VALUES (5, 'sales', 5, 'left', NULL, '2026-11-22T11:43:54.048Z', '2026-11-22T11:43:54.048Z', NULL, 'sales', false, false, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.conversations (id, queue, visitor, state, agent, opened_at, state_at, closed_at, served_by, has_guests, answered, waited, waiting_line, last_agent, close_reason, rating, rating_words) VALUES (6, 'support', 6, 'waiting', NULL, '2026-11-22T11:43:54.167Z', '2026-11-22T11:43:54.167Z', NULL, 'support', false, false, NULL, 22, NULL, NULL, NULL, NULL);
INSERT INTO public.corrections (id, message, was, at) VALUES (1, 3, 'Order 8', '2026-11-22T11:43:53.782Z');
INSERT INTO public.corrections (id, message, was, at) VALUES (2, 5, 'oops, not this', '2026-11-22T11:43:53.815Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (1, 1, 'opened', 'v-li@visitors.test', NULL, '2026-11-22T11:43:53.712Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (2, 1, 'assigned', 'ann@agents.test', NULL, '2026-11-22T11:43:53.712Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (3, 1, 'answered', 'ann@agents.test', NULL, '2026-11-22T11:43:53.756Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (4, 2, 'opened', 'v-wei@visitors.test', NULL, '2026-11-22T11:43:53.851Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (5, 2, 'assigned', 'ann@agents.test', NULL, '2026-11-22T11:43:53.851Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (6, 2, 'answered', 'ann@agents.test', NULL, '2026-11-22T11:43:53.883Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (7, 2, 'closed', 'ann@agents.test', 'done', '2026-11-22T11:43:53.896Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (8, 2, 'rated', 'v-wei@visitors.test', '5', '2026-11-22T11:43:53.928Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (9, 3, 'opened', 'v-mo@visitors.test', NULL, '2026-11-22T11:43:53.942Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (10, 3, 'assigned', 'ann@agents.test', NULL, '2026-11-22T11:43:53.942Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (11, 3, 'answered', 'ann@agents.test', NULL, '2026-11-22T11:43:53.978Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (12, 4, 'opened', 'v-bad@visitors.test', NULL, '2026-11-22T11:43:54.001Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (13, 4, 'assigned', 'ann@agents.test', NULL, '2026-11-22T11:43:54.001Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (14, 4, 'blocked', 'ann@agents.test', NULL, '2026-11-22T11:43:54.032Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (15, 5, 'opened', 'v-kim@visitors.test', NULL, '2026-11-22T11:43:54.048Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (16, 5, 'left', NULL, NULL, '2026-11-22T11:43:54.048Z');
INSERT INTO public.events (id, conversation, what, who, detail, at) VALUES (17, 6, 'opened', 'v-zoe@visitors.test', NULL, '2026-11-22T11:43:54.167Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 'o:l1', '2026-11-22T11:43:53.712Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-1@desk.test', 'o:a1', '2026-11-22T11:43:53.756Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 's:XE7toUjGVtpkesDn3eGUqE7VcWCvkSuILOmlJHcjo-Q', '2026-11-22T11:43:53.771Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 's:FRZf82onIMKxohdzfGsDZrh4n7vyrbfoT8EW17HyybU', '2026-11-22T11:43:53.782Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 's:GO8m2iYF338CWYidfe29s-84slYn1za-lEbeziUoyM8', '2026-11-22T11:43:53.792Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 'o:l5', '2026-11-22T11:43:53.804Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 's:UnD47nlpdaXQ-w0b56Ui6dO1dO6DtW9NtAIPwBb9dhA', '2026-11-22T11:43:53.815Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-li@visitors.test', 'support@desk.test', 's:blonw0lNqcqvTOcHImZBpJ0IPlOzRbKAZTkRcnptkqk', '2026-11-22T11:43:53.820Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-1@desk.test', 'o:580e8c35-6be4-4544-8433-b1633e24ccee', '2026-11-22T11:43:53.831Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-wei@visitors.test', 'support@desk.test', 's:FenosYXNd2EVaN-QulsAqr-rxufssYS9by0nGZUDxw4', '2026-11-22T11:43:53.851Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-2@desk.test', 'o:f4ef8208-5037-4d04-be30-aabe272084a2', '2026-11-22T11:43:53.883Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-2@desk.test', 'o:4726b3f3-e005-452e-9c8f-52a14e76bb22', '2026-11-22T11:43:53.896Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-wei@visitors.test', 'support@desk.test', 'o:1e494c50-ac67-4485-a981-2d84c92b8f59', '2026-11-22T11:43:53.928Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-mo@visitors.test', 'support@desk.test', 'o:m1', '2026-11-22T11:43:53.942Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-3@desk.test', 'o:a3', '2026-11-22T11:43:53.978Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-bad@visitors.test', 'support@desk.test', 'o:b1', '2026-11-22T11:43:54.001Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-4@desk.test', 'o:04b25fbc-a127-4c26-a381-7c3ca2ff637a', '2026-11-22T11:43:54.032Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-kim@visitors.test', 'sales@desk.test', 'o:k1', '2026-11-22T11:43:54.048Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-kim@visitors.test', 'sales@desk.test', 'o:k2', '2026-11-22T11:43:54.069Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-1@desk.test', 'o:0ed1c893-9d6d-4ec1-9d34-fa8500ba9813', '2026-11-22T11:43:54.121Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('v-zoe@visitors.test', 'support@desk.test', 'o:z1', '2026-11-22T11:43:54.167Z');
INSERT INTO public.inbound (sender, recipient, key, at) VALUES ('ann@agents.test', 'chat-1@desk.test', 'a9', '2026-11-22T11:43:54.207Z');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (1, '001_desk', 1, '2026-11-22 11:43:53.463+00');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (2, '002_allocation', 1, '2026-11-22 11:43:53.538+00');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (3, '003_messages', 1, '2026-11-22 11:43:53.541+00');
INSERT INTO public.knex_migrations_lock (index, is_locked) VALUES (1, 0);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (2, 1, 'agent', 'ann@agents.test', 'Ann', 'I look into it.', NULL, 'a1', 'en', '2026-11-22T11:43:53.756Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (1, 1, 'visitor', 'v-li@visitors.test', 'Li', 'Where is my refund? 我的退款呢？', NULL, 'l1', 'en', '2026-11-22T11:43:53.712Z', NULL, '2026-11-22T11:43:53.756Z', false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (9, 2, 'desk', NULL, NULL, '您好！', 'greeting', NULL, 'zh-CN', '2026-11-22T11:43:53.851Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (10, 2, 'agent', 'ann@agents.test', 'Ann', '你好', NULL, NULL, 'zh-CN', '2026-11-22T11:43:53.883Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (8, 2, 'visitor', 'v-wei@visitors.test', 'Wei', '谢谢', NULL, 'w1', 'zh-CN', '2026-11-22T11:43:53.851Z', NULL, '2026-11-22T11:43:53.883Z', false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (11, 2, 'desk', NULL, NULL, '本次会话已结束。如有其他问题，直接在这里留言即可。服务如何？回复 1（差）到 5（好）即可评价。', 'closed', NULL, 'zh-CN', '2026-11-22T11:43:53.896Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (12, 2, 'visitor', 'v-wei@visitors.test', 'Wei', '5', NULL, '1e494c50-ac67-4485-a981-2d84c92b8f59', 'zh-CN', '2026-11-22T11:43:53.928Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (13, 2, 'desk', NULL, NULL, '感谢您的评价。', 'rated', NULL, 'zh-CN', '2026-11-22T11:43:53.928Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (14, 3, 'visitor', 'v-mo@visitors.test', 'Mo', 'Is it blue?', NULL, 'm1', 'en', '2026-11-22T11:43:53.942Z', NULL, '2026-11-22T11:43:53.978Z', false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (15, 3, 'agent', 'ann@agents.test', 'Ann', 'Yes, it is blue. 蓝色的', NULL, 'a3', 'en', '2026-11-22T11:43:53.978Z', NULL, NULL, true, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (16, 4, 'visitor', 'v-bad@visitors.test', 'Bad', 'spam', NULL, 'b1', 'en', '2026-11-22T11:43:54.001Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (17, 5, 'visitor', 'v-kim@visitors.test', 'Kim', 'A hundred of them, please', NULL, 'k1', 'en', '2026-11-22T11:43:54.048Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (18, 5, 'desk', NULL, NULL, 'Nobody is in at the moment. Your message is kept as number 5; you will be answered here.
If you like, write your e-mail address here as well.', 'left', NULL, 'en', '2026-11-22T11:43:54.048Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (19, 5, 'visitor', 'v-kim@visitors.test', 'Kim', 'kim@example.org', NULL, 'k2', 'en', '2026-11-22T11:43:54.069Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (20, 5, 'desk', NULL, NULL, 'Thank you. kim@example.org is noted.', 'kept', NULL, 'en', '2026-11-22T11:43:54.069Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (21, 6, 'visitor', 'v-zoe@visitors.test', 'Zoe', 'Anybody there?', NULL, 'z1', 'en', '2026-11-22T11:43:54.167Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (22, 6, 'desk', NULL, NULL, 'Everybody is busy at the moment. You are number 1 in line; somebody will be with you.', 'waiting', NULL, 'en', '2026-11-22T11:43:54.167Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (23, 1, 'agent', 'ann@agents.test', 'Ann', 'Out of the outbox 发件箱', NULL, 'a9', 'en', '2026-11-22T11:43:54.207Z', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (3, 1, 'visitor', 'v-li@visitors.test', 'Li', 'Order 7', NULL, 'l2', 'en', '2026-11-22T11:43:53.771Z', NULL, '2026-11-22T11:43:54.207Z', false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (4, 1, 'visitor', 'v-li@visitors.test', 'Li', '👍', NULL, 'l4', 'en', '2026-11-22T11:43:53.792Z', NULL, '2026-11-22T11:43:54.207Z', false, 'reactions', 2, '{"message":2,"author":"agent","authorJid":"ann@agents.test","stanzaId":"a1","words":""}', NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (5, 1, 'visitor', 'v-li@visitors.test', 'Li', '', NULL, 'l5', 'en', '2026-11-22T11:43:53.804Z', NULL, '2026-11-22T11:43:54.207Z', false, NULL, NULL, NULL, NULL, '2026-11-22T11:43:53.815Z');
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (6, 1, 'visitor', 'v-li@visitors.test', 'Li', '', NULL, 'l6', 'en', '2026-11-22T11:43:53.815Z', NULL, '2026-11-22T11:43:54.207Z', false, 'retraction', 5, '{"message":5,"author":"visitor","authorJid":"v-li@visitors.test","stanzaId":"l5","words":""}', NULL, NULL);
INSERT INTO public.messages (id, conversation, author, author_jid, nick, body, line, stanza_id, lang, at, delivered_at, displayed_at, held, act, about, reference, file, retracted_at) VALUES (7, 1, 'visitor', 'v-li@visitors.test', 'Li', 'https://shop.test/order/7', NULL, 'l7', 'en', '2026-11-22T11:43:53.820Z', NULL, '2026-11-22T11:43:54.207Z', false, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.notes (id, conversation, author, body, at) VALUES (1, 1, 'ann@agents.test', 'He is a good customer 老客户', '2026-11-22T11:43:53.831Z');
INSERT INTO public.outbox (id, notice, at) VALUES (32, '{"kind":"message","to":"v-li@visitors.test","from":"support","id":"m-23","archive":23,"body":"Out of the outbox 发件箱","receipt":true,"lang":"en","nick":"Ann"}', '2026-11-22T11:43:54.231Z');
INSERT INTO public.queue_agents (queue, jid) VALUES ('support', 'ann@agents.test');
INSERT INTO public.queue_agents (queue, jid) VALUES ('support', 'bob@agents.test');
INSERT INTO public.queue_agents (queue, jid) VALUES ('support', 'cem@agents.test');
INSERT INTO public.queue_texts (queue, kind, lang, body) VALUES ('support', 'greeting', 'zh', '您好！');
INSERT INTO public.queues (name, title, policy, capacity, patience, overflow, hours, nudge, reroute, lapse, reopen) VALUES ('support', 'Support', 'random', 1000, 300, NULL, NULL, 60, 180, 900, 3600);
INSERT INTO public.queues (name, title, policy, capacity, patience, overflow, hours, nudge, reroute, lapse, reopen) VALUES ('sales', 'Sales 销售', 'random', 1000, 300, NULL, NULL, 60, 180, 900, 3600);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('v-li@visitors.test', '7984a6ed', '', 0, false);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('v-wei@visitors.test', 'b0d0dfa4', '', 0, false);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('v-kim@visitors.test', '45b6c4b1', '', 0, false);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('v-zoe@visitors.test', '0b095bee', '', 0, false);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('v-bad@visitors.test', 'fee292f4', '', 0, false);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('ann@agents.test', 'e11547ed', 'dnd', 0, false);
INSERT INTO public.resources (jid, resource, show, priority, stale) VALUES ('bob@agents.test', 'd3d27e1b', 'dnd', 0, false);
INSERT INTO public.staff (jid, name, roles, state, lang, receipts, lost_at, override, ignored) VALUES ('cem@agents.test', 'Cem', 'agent', 'exit', 'en', false, NULL, NULL, 0);
INSERT INTO public.staff (jid, name, roles, state, lang, receipts, lost_at, override, ignored) VALUES ('hana@agents.test', 'Hana', 'handler', 'exit', 'en', false, NULL, NULL, 0);
INSERT INTO public.staff (jid, name, roles, state, lang, receipts, lost_at, override, ignored) VALUES ('lea@agents.test', 'Lea', 'lead', 'exit', 'en', false, NULL, NULL, 0);
INSERT INTO public.staff (jid, name, roles, state, lang, receipts, lost_at, override, ignored) VALUES ('ann@agents.test', 'Ann', 'agent', 'busy', 'en', false, NULL, NULL, 0);
INSERT INTO public.staff (jid, name, roles, state, lang, receipts, lost_at, override, ignored) VALUES ('bob@agents.test', 'Bob', 'agent', 'busy', 'en', false, NULL, NULL, 0);
INSERT INTO public.timers (conversation, kind, due) VALUES (4, 'nudge', '2026-11-22T11:44:54.001Z');
INSERT INTO public.timers (conversation, kind, due) VALUES (4, 'reroute', '2026-11-22T11:46:54.001Z');
INSERT INTO public.timers (conversation, kind, due) VALUES (1, 'transfer', '2026-11-22T11:44:24.121Z');
INSERT INTO public.timers (conversation, kind, due) VALUES (6, 'patience', '2026-11-22T11:48:54.167Z');
INSERT INTO public.transfers (conversation, "from", "to", note, at) VALUES (1, 'ann@agents.test', 'bob@agents.test', 'look at this', '2026-11-22T11:43:54.121Z');
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (2, 'v-nobody@visitors.test', '0000000000000000000000000000000000000000000000000000000000000002', NULL, 'en', false, false, NULL, '2026-11-22T11:43:53.576Z', '2026-11-22T11:43:53.576Z', NULL, NULL);
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (1, 'v-li@visitors.test', '0000000000000000000000000000000000000000000000000000000000000001', 'Li', 'en', false, false, NULL, '2026-11-22T11:43:53.572Z', '2026-11-22T11:43:53.622Z', NULL, NULL);
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (6, 'v-zoe@visitors.test', '0000000000000000000000000000000000000000000000000000000000000006', 'Zoe', 'en', false, false, NULL, '2026-11-22T11:43:53.584Z', '2026-11-22T11:43:53.672Z', NULL, NULL);
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (3, 'v-wei@visitors.test', '0000000000000000000000000000000000000000000000000000000000000003', 'Wei', 'zh-CN', false, false, NULL, '2026-11-22T11:43:53.579Z', '2026-11-22T11:43:53.635Z', NULL, NULL);
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (4, 'v-mo@visitors.test', '0000000000000000000000000000000000000000000000000000000000000004', 'Mo', 'en', true, false, NULL, '2026-11-22T11:43:53.582Z', '2026-11-22T11:43:53.958Z', NULL, NULL);
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (7, 'v-bad@visitors.test', '0000000000000000000000000000000000000000000000000000000000000007', 'Bad', 'en', false, false, NULL, '2026-11-22T11:43:53.585Z', '2026-11-22T11:43:53.695Z', NULL, '2026-11-29T11:43:54.032Z');
INSERT INTO public.visitors (id, jid, token_hash, name, lang, held, receipts, page, first_seen, last_seen, email, blocked_until) VALUES (5, 'v-kim@visitors.test', '0000000000000000000000000000000000000000000000000000000000000005', 'Kim', 'en', false, false, NULL, '2026-11-22T11:43:53.583Z', '2026-11-22T11:43:53.652Z', 'kim@example.org', NULL);
SELECT pg_catalog.setval('public.conversations_id_seq', 6, true);
SELECT pg_catalog.setval('public.corrections_id_seq', 2, true);
SELECT pg_catalog.setval('public.events_id_seq', 17, true);
SELECT pg_catalog.setval('public.knex_migrations_id_seq', 3, true);
SELECT pg_catalog.setval('public.knex_migrations_lock_index_seq', 1, true);
SELECT pg_catalog.setval('public.messages_id_seq', 23, true);
SELECT pg_catalog.setval('public.notes_id_seq', 1, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 32, true);
SELECT pg_catalog.setval('public.visitors_id_seq', 7, true);
ALTER TABLE ONLY public.canned
    ADD CONSTRAINT canned_pkey PRIMARY KEY (owner, name, lang);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.guests
    ADD CONSTRAINT guests_pkey PRIMARY KEY (conversation, jid);
ALTER TABLE ONLY public.inbound
    ADD CONSTRAINT inbound_pkey PRIMARY KEY (sender, recipient, key);
ALTER TABLE ONLY public.knex_migrations_lock
    ADD CONSTRAINT knex_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.knex_migrations
    ADD CONSTRAINT knex_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.queue_agents
    ADD CONSTRAINT queue_agents_pkey PRIMARY KEY (queue, jid);
ALTER TABLE ONLY public.queue_texts
    ADD CONSTRAINT queue_texts_pkey PRIMARY KEY (queue, kind, lang);
ALTER TABLE ONLY public.queues
    ADD CONSTRAINT queues_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.resources
    ADD CONSTRAINT resources_pkey PRIMARY KEY (jid, resource);
ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (jid);
ALTER TABLE ONLY public.timers
    ADD CONSTRAINT timers_pkey PRIMARY KEY (conversation, kind);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_pkey PRIMARY KEY (conversation);
ALTER TABLE ONLY public.visitors
    ADD CONSTRAINT visitors_jid_unique UNIQUE (jid);
ALTER TABLE ONLY public.visitors
    ADD CONSTRAINT visitors_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visitors
    ADD CONSTRAINT visitors_token_hash_unique UNIQUE (token_hash);
CREATE UNIQUE INDEX conversations_open ON public.conversations USING btree (visitor, queue) WHERE ((state)::text <> 'closed'::text);
CREATE INDEX conversations_state_agent_index ON public.conversations USING btree (state, agent);
CREATE INDEX conversations_visitor_queue_index ON public.conversations USING btree (visitor, queue);
CREATE INDEX events_conversation_id_index ON public.events USING btree (conversation, id);
CREATE INDEX inbound_at_index ON public.inbound USING btree (at);
CREATE INDEX messages_about_index ON public.messages USING btree (about);
CREATE INDEX messages_conversation_id_index ON public.messages USING btree (conversation, id);
CREATE INDEX messages_unread ON public.messages USING btree (conversation, author, id) WHERE (displayed_at IS NULL);
CREATE INDEX notes_conversation_id_index ON public.notes USING btree (conversation, id);
CREATE INDEX timers_due_index ON public.timers USING btree (due);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_queue_foreign FOREIGN KEY (queue) REFERENCES public.queues(name);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_visitor_foreign FOREIGN KEY (visitor) REFERENCES public.visitors(id);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_message_foreign FOREIGN KEY (message) REFERENCES public.messages(id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_conversation_foreign FOREIGN KEY (conversation) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.guests
    ADD CONSTRAINT guests_conversation_foreign FOREIGN KEY (conversation) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_conversation_foreign FOREIGN KEY (conversation) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_conversation_foreign FOREIGN KEY (conversation) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.queue_agents
    ADD CONSTRAINT queue_agents_jid_foreign FOREIGN KEY (jid) REFERENCES public.staff(jid);
ALTER TABLE ONLY public.queue_agents
    ADD CONSTRAINT queue_agents_queue_foreign FOREIGN KEY (queue) REFERENCES public.queues(name);
ALTER TABLE ONLY public.queue_texts
    ADD CONSTRAINT queue_texts_queue_foreign FOREIGN KEY (queue) REFERENCES public.queues(name);
ALTER TABLE ONLY public.timers
    ADD CONSTRAINT timers_conversation_foreign FOREIGN KEY (conversation) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_conversation_foreign FOREIGN KEY (conversation) REFERENCES public.conversations(id);
