%% Bellhop's guard inside ejabberd, loaded on both hosts: who may write to whom, how large a stanza may be, presence
%% of visitors for the desk, polite exits told from lost ones, the desk's repeats dropped, the API account, the group
%% of colleagues. Compiled at start by configure.ts, without ejabberd's headers; runs on ejabberd 23.01 and later.
-module(mod_bellhop).
-behaviour(gen_mod).
-behaviour(gen_server).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_opt_type/1, mod_doc/0]).
-export([start_link/2, init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, code_change/3]).
-export([from_client/1, session_ended/2, from_component/1, routed/1, account_made/2]).

%% Without headers a #jid{} is read by position; the order has been the same since ejabberd 16.
-define(LUSER, 5).
-define(LSERVER, 6).
-define(LRESOURCE, 7).

-define(SEEN, [bellhop_seen_a, bellhop_seen_b]).
-define(SEEN_ROOM, 500000).            % ids kept per table, some 50 bytes each
-define(SEEN_AGE, 3600000).            % milliseconds
-define(REPEAT, <<"urn:bellhop:repeat:0">>).
-define(SYNC, 250).                    % milliseconds
-define(PRESENCE, <<"urn:bellhop:presence:0">>).
-define(STAFF, <<"staff">>).           % the shared group; lower case, for newer versions make it so

%% ------------------------------------------------------------------ options

mod_opt_type(role) -> econf:enum([visitors, agents]);
mod_opt_type(desk) -> econf:domain();
mod_opt_type(allowed_domains) -> econf:list(econf:domain());
mod_opt_type(max_stanza_size) -> econf:pos_int();
mod_opt_type(admin_user) -> econf:binary();
mod_opt_type(admin_password) -> econf:binary();
mod_opt_type(colleagues) -> econf:binary().

mod_options(_Host) ->
    [role, desk, {allowed_domains, []}, {max_stanza_size, 65536}, {admin_user, <<>>}, {admin_password, <<>>},
     {colleagues, <<>>}].

mod_doc() -> #{}.
depends(_Host, #{colleagues := Label}) when Label =/= <<>> -> [{mod_shared_roster, hard}];
depends(_Host, _Opts) -> [].
reload(_Host, _New, _Old) -> ok.

option(Host, Name) -> gen_mod:get_module_opt(Host, ?MODULE, Name).

%% ------------------------------------------------------------------ start and stop

start(Host, Opts) -> gen_mod:start_child(?MODULE, Host, Opts).
stop(Host) -> gen_mod:stop_child(?MODULE, Host).
start_link(Host, Opts) -> gen_server:start_link(?MODULE, [Host, Opts], []).

init([Host | _]) ->
    process_flag(trap_exit, true),
    Role = option(Host, role),
    %% First of all hooks: a refused stanza is neither archived nor counted by others.
    ejabberd_hooks:add(user_send_packet, Host, ?MODULE, from_client, 1),
    %% After mod_stream_mgmt (50), which stops the hook when a session goes on elsewhere.
    ejabberd_hooks:add(c2s_terminated, Host, ?MODULE, session_ended, 90),
    Role =:= agents andalso begin
        [ets:new(Table, [named_table, public, set, {write_concurrency, true}]) || Table <- ?SEEN],
        ejabberd_hooks:add(component_send_packet, ?MODULE, from_component, 10),
        ejabberd_hooks:add(filter_packet, ?MODULE, routed, 10),
        %% After mod_shared_roster (50).
        ejabberd_hooks:add(register_user, Host, ?MODULE, account_made, 60),
        erlang:send_after(?SEEN_AGE div 2, self(), age),
        self() ! account,
        self() ! colleagues,
        self() ! sync,
        hold_lifeline()
    end,
    self() ! sqlite,
    {ok, #{host => Host, role => Role}}.

terminate(_Reason, #{host := Host, role := Role}) ->
    ejabberd_hooks:delete(user_send_packet, Host, ?MODULE, from_client, 1),
    ejabberd_hooks:delete(c2s_terminated, Host, ?MODULE, session_ended, 90),
    Role =:= agents andalso begin
        ejabberd_hooks:delete(component_send_packet, ?MODULE, from_component, 10),
        ejabberd_hooks:delete(filter_packet, ?MODULE, routed, 10),
        ejabberd_hooks:delete(register_user, Host, ?MODULE, account_made, 60)
    end,
    ok.

handle_call(_Request, _From, State) -> {reply, ok, State}.
handle_cast(_Request, State) -> {noreply, State}.
code_change(_Old, State, _Extra) -> {ok, State}.

handle_info(age, State) ->
    forget_oldest(),
    erlang:send_after(?SEEN_AGE div 2, self(), age),
    {noreply, State};
handle_info(full, State) ->
    ets:info(hd(?SEEN), size) < ?SEEN_ROOM orelse forget_oldest(),
    {noreply, State};
handle_info(account, #{host := Host} = State) ->
    keep_account(Host, option(Host, admin_user), option(Host, admin_password)),
    {noreply, State};
handle_info(colleagues, #{host := Host} = State) ->
    colleagues(Host, option(Host, colleagues)),
    {noreply, State};
handle_info(sync, State) ->
    erlang:send_after(?SYNC, self(), sync),
    {noreply, sync(State, mnesia:system_info(transaction_commits))};
handle_info(sqlite, #{host := Host} = State) ->
    ejabberd_option:sql_type(Host) =:= sqlite andalso tune_sqlite(Host),
    {noreply, State};
%% The other end of standard input is gone: so is whoever started this server (see hold_lifeline).
handle_info({Port, eof}, State) when is_port(Port) ->
    error_logger:warning_msg("mod_bellhop: the supervisor is gone, stopping~n"),
    spawn(fun() -> timer:sleep(10000), erlang:halt(1, [{flush, false}]) end),
    init:stop(),
    {noreply, State};
handle_info(_Other, State) -> {noreply, State}.

%% The supervisor keeps our standard input open and never writes to it. When it dies, even by kill -9, the kernel
%% closes it and we hear at once; a server that is not started by Bellhop does not have the variable.
hold_lifeline() ->
    os:getenv("BELLHOP_LIFELINE") =:= "stdin" andalso open_port({fd, 0, 0}, [in, eof, binary]).

%% The account of the HTTP API; there is no ejabberdctl in a server without a node name. Tried until auth is up.
keep_account(_Host, <<>>, _Password) -> ok;
keep_account(Host, User, Password) ->
    try
        case ejabberd_auth:try_register(User, Host, Password) of
            ok -> ok;
            {error, exists} ->
                ejabberd_auth:check_password(User, <<>>, Host, Password)
                    orelse (ok = ejabberd_auth:set_password(User, Host, Password)),
                ok
        end
    catch
        _:_ -> erlang:send_after(100, self(), account)
    end.

%% Everybody with an account sees everybody else, but for the account of the API. mod_shared_roster's own "@all@" would
%% show that one too. Brought up to date at each start, then by each new account; one that goes, it takes out itself.
colleagues(_Host, <<>>) -> ok;
colleagues(Host, Label) ->
    try
        {atomic, _} = mod_shared_roster:create_group(Host, ?STAFF,
            [{label, Label}, {displayed_groups, [?STAFF]}, {description, <<>>}]),
        Members = mod_shared_roster:get_group_explicit_users(Host, ?STAFF),
        [join(User, Host) || {User, _} = US <- ejabberd_auth:get_users(Host), not lists:member(US, Members)],
        ok
    catch
        _:_ -> erlang:send_after(100, self(), colleagues)
    end.

account_made(User, Host) ->
    option(Host, colleagues) =:= <<>> orelse join(User, Host),
    mnesia:sync_log(),
    ok.

join(User, Host) ->
    User =:= option(Host, admin_user) orelse mod_shared_roster:add_user_to_group(Host, {User, Host}, ?STAFF).

%% Mnesia (accounts, rosters, bookmarks) leaves what it commits in memory for two seconds, where a kill takes it away.
sync(#{commits := Commits} = State, Commits) -> State;
sync(State, Commits) ->
    mnesia:sync_log(),
    State#{commits => Commits}.

%% A commit appends to a log instead of rewriting pages with three syncs; like this the archive survives a kill at any
%% moment, and after a power cut it is whole, though its last moments may be missing. A first query opens it.
tune_sqlite(Host) ->
    try
        {selected, _, _} = ejabberd_sql:sql_query(Host, [<<"SELECT 1">>]),
        Db = ejabberd_sql:sqlite_db(Host),
        [{columns, _}, {rows, [{<<"wal">>}]}] = sqlite3:sql_exec(Db, "PRAGMA journal_mode = WAL"),
        ok = sqlite3:sql_exec(Db, "PRAGMA synchronous = NORMAL")
    catch
        _:_ -> erlang:send_after(100, self(), sqlite)
    end.

%% ------------------------------------------------------------------ what clients send

from_client({Stanza, #{lserver := Host} = C2S} = Acc) ->
    case xmpp:is_stanza(Stanza) of
        false -> Acc;
        true ->
            From = xmpp:get_from(Stanza),
            To = xmpp:get_to(Stanza),
            case may_address(To, From, Host) of
                false -> refuse(Stanza, C2S, xmpp:err_forbidden());
                true ->
                    case too_large(Stanza, option(Host, max_stanza_size)) of
                        true -> refuse(Stanza, C2S, xmpp:err_policy_violation());
                        false -> {presence(option(Host, role), Stanza, From, To, Host), C2S}
                    end
            end
    end;
from_client(Acc) -> Acc.

%% An error or a result is never answered.
refuse(Stanza, C2S, Error) ->
    Type = xmpp:get_type(Stanza),
    Type =/= error andalso Type =/= result andalso ejabberd_router:route_error(Stanza, Error),
    {stop, {drop, C2S}}.

%% A visitor: his own account, his bare server, the allowed domains. An agent: anybody on his host, the allowed domains.
may_address(undefined, _From, _Host) -> true;
may_address(To, From, Host) ->
    User = element(?LUSER, To),
    case element(?LSERVER, To) of
        Host ->
            option(Host, role) =:= agents orelse User =:= <<>> orelse User =:= element(?LUSER, From);
        Domain ->
            lists:member(Domain, option(Host, allowed_domains))
    end.

%% ejabberd limits stanzas on TCP only (a WebSocket message may be of any size). The external size is quick and never
%% less than the text in it; only the escapes of XML (at most six bytes for one) can make the stanza longer.
too_large(Stanza, Max) ->
    Rough = erlang:external_size(Stanza),
    Rough * 6 > Max andalso byte_size(fxml:element_to_binary(xmpp:encode(Stanza))) > Max.

presence(Role, Stanza, From, To, Host) ->
    Type = xmpp:get_type(Stanza),
    case element(1, Stanza) =:= presence andalso undirected(To, From)
         andalso (Type =:= available orelse Type =:= unavailable) of
        false -> Stanza;
        true when Role =:= visitors ->
            ejabberd_router:route(xmpp:set_from_to(Stanza, From, desk(Host))),
            Stanza;
        true when Type =:= unavailable -> with_child(Stanza, <<"left">>, ?PRESENCE);
        true -> Stanza
    end.

%% ejabberd has put the sender's own bare JID where the client wrote no address.
undirected(undefined, _From) -> true;
undirected(To, From) ->
    element(?LRESOURCE, To) =:= <<>> andalso element(?LUSER, To) =:= element(?LUSER, From)
        andalso element(?LSERVER, To) =:= element(?LSERVER, From).

with_child(Stanza, Name, Namespace) ->
    xmpp:set_els(Stanza, [{xmlel, Name, [{<<"xmlns">>, Namespace}], []} | without_child(Stanza, Name, Namespace)]).

without_child(Stanza, Name, Namespace) ->
    [El || El <- xmpp:get_els(Stanza), not is_child(El, Name, Namespace)].

is_child({xmlel, Name, Attrs, _}, Name, Namespace) -> lists:keyfind(<<"xmlns">>, 1, Attrs) =:= {<<"xmlns">>, Namespace};
is_child(_, _, _) -> false.

desk(Host) -> jid:make(<<>>, option(Host, desk), <<>>).

%% The session of a visitor is over (not: waits to be resumed). The copy may follow one of his own; it says the same.
%% Where a new login has taken over the same full JID, the old session's end says nothing about the visitor.
%% An agent whose client closed the stream has left, though many clients send no presence before they do.
session_ended(#{jid := Jid, lserver := Host} = C2S, Reason) ->
    Successor = ejabberd_sm:get_session_pid(element(?LUSER, Jid), Host, element(?LRESOURCE, Jid)),
    Over = not is_pid(Successor) orelse Successor =:= self(),
    %% Why the stream ended is in the state; the process itself always ends normally.
    case {option(Host, role), maps:get(stop_reason, C2S, Reason)} of
        {visitors, _} when Over -> route_unavailable(Jid, Host, []);
        {agents, {stream, reset}} when Over ->
            route_unavailable(Jid, Host, [{xmlel, <<"left">>, [{<<"xmlns">>, ?PRESENCE}], []}]);
        _ -> ok
    end,
    C2S;
session_ended(C2S, _Reason) -> C2S.

route_unavailable(From, Host, Children) ->
    ejabberd_router:route(xmpp:decode({xmlel, <<"presence">>,
        [{<<"type">>, <<"unavailable">>}, {<<"from">>, jid:encode(From)}, {<<"to">>, option(Host, desk)}], Children})).

%% ------------------------------------------------------------------ what the desk sends

%% A message with an id that came from the same address for the same address before is a repeat of a desk that was
%% killed between sending and noting it. Only what comes in from the component is looked at: ejabberd itself routes
%% a message again when a connection was lost (mod_stream_mgmt), and that must pass.
from_component({Stanza, State} = Acc) when is_tuple(Stanza) ->
    Type = xmpp:is_stanza(Stanza) andalso is_desk(element(?LSERVER, xmpp:get_from(Stanza)))
        andalso {element(1, Stanza), xmpp:get_type(Stanza)},
    case Type of
        {presence, probe} -> {answer_probe(Stanza), State};
        {message, error} -> Acc;
        {message, _} ->
            Again = [El || El <- xmpp:get_els(Stanza), is_child(El, <<"again">>, ?REPEAT)] =/= [],
            Key = key(xmpp:get_from(Stanza), xmpp:get_to(Stanza), xmpp:get_id(Stanza)),
            case note(Key) of
                true -> {stripped(Stanza, Again), State};
                false when Again -> {stripped(Stanza, Again), State};
                false -> {drop, State}
            end;
        _ -> Acc
    end;
from_component(Acc) -> Acc.

%% The desk asks who is there. A visitor has no roster by which his server would answer, so we do, for each session.
answer_probe(Probe) ->
    {From, To} = {xmpp:get_from(Probe), xmpp:get_to(Probe)},
    {User, Host} = {element(?LUSER, To), element(?LSERVER, To)},
    case is_visitors(Host) of
        false -> Probe;
        true ->
            [ejabberd_router:route(xmpp:decode({xmlel, <<"presence">>,
                [{<<"from">>, jid:encode(jid:make(User, Host, Resource))}, {<<"to">>, jid:encode(From)}], []}))
             || Resource <- ejabberd_sm:get_user_resources(User, Host)],
            drop
    end.

stripped(Stanza, false) -> Stanza;
stripped(Stanza, true) -> xmpp:set_els(Stanza, without_child(Stanza, <<"again">>, ?REPEAT)).

%% What came back as an error was not shown to anybody: the desk may send it again.
%% Whatever else is on its way to a visitor must be from where he may write to: a room would carry an agent's invitation
%% to him, and a pubsub service its news. Refusals of what he sent himself pass.
routed(drop) -> drop;
routed(Packet) when is_tuple(Packet) ->
    case {xmpp:get_type(Packet), element(?LSERVER, xmpp:get_from(Packet)), element(?LSERVER, xmpp:get_to(Packet))} of
        {error, _, Domain} ->
            element(1, Packet) =:= message andalso is_desk(Domain)
                andalso forget(key(xmpp:get_to(Packet), xmpp:get_from(Packet), xmpp:get_id(Packet))),
            Packet;
        {_, Domain, Domain} -> Packet;
        {_, From, Domain} ->
            case is_visitors(Domain) andalso not lists:member(From, option(Domain, allowed_domains)) of
                true -> drop;
                false -> Packet
            end
    end;
routed(Packet) -> Packet.

is_desk(Domain) -> lists:any(fun(Host) -> gen_mod:is_loaded(Host, ?MODULE) andalso option(Host, desk) =:= Domain end,
                             ejabberd_option:hosts()).

is_visitors(Domain) -> gen_mod:is_loaded(Domain, ?MODULE) andalso option(Domain, role) =:= visitors.

%% ------------------------------------------------------------------ ids seen: two tables, the older is emptied in turn

key(_From, undefined, _Id) -> none;
key(_From, _To, <<>>) -> none;
key(From, To, Id) ->
    <<Key:56, _/binary>> = erlang:md5([jid:encode(From), 0, jid:encode(To), 0, Id]),
    Key.

%% True when the key is new; two callers at the same time never both hear it.
note(none) -> true;
note(Key) ->
    [New, Old] = ?SEEN,
    try
        ets:info(New, size) < ?SEEN_ROOM orelse (ets:info(New, owner) ! full),
        not ets:member(Old, Key) andalso ets:insert_new(New, {Key})
    catch
        error:badarg -> true % the tables come back with our process in a moment
    end.

forget(none) -> ok;
forget(Key) ->
    try [ets:delete(Table, Key) || Table <- ?SEEN]
    catch error:badarg -> ok
    end.

forget_oldest() ->
    [New, Old] = ?SEEN,
    ets:delete_all_objects(Old),
    ets:rename(New, bellhop_seen_aging),
    ets:rename(Old, New),
    ets:rename(bellhop_seen_aging, Old).
