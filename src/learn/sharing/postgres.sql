-- The logs of several machines, or of a class. A row belongs to one learner, is added once, and is
-- never changed. No serials, no notifications, no advisory locks: any server that speaks
-- PostgreSQL's language will do.
create table if not exists learn_review (
  learner  text not null,
  id       text not null,                                   -- made by the client: UUIDv7
  card     text not null check (card like '_%/_%'),
  rating   integer check (rating between 1 and 4),          -- null in an undo
  at       text not null,                                   -- UTC, ISO 8601, milliseconds
  day      integer not null check (day between 1 and 803533),
  duration bigint not null check (duration >= 0),           -- milliseconds
  kind     text not null,
  detail   text not null,                                   -- JSON, as the client wrote it
  engine   text not null,
  undoes   text,
  primary key (learner, id),
  check ((kind = 'undo') = (rating is null)),
  check ((kind = 'undo') = (undoes is not null))
);
create index if not exists learn_review_day on learn_review (learner, day);
create table if not exists learn_setting (
  key   text primary key,
  value text not null
);
insert into learn_setting values ('version', '1') on conflict do nothing;

-- What no row of a log is longer than (store/jsonl.py), in bytes. Rows from before stay as they are.
do $$ begin
  if not exists (select from pg_constraint
                 where conrelid = 'learn_review'::regclass and conname = 'learn_review_sizes') then
    alter table learn_review add constraint learn_review_sizes check (
      octet_length(learner) <= 1000 and octet_length(id) <= 36 and octet_length(card) <= 140
      and octet_length(at) <= 40 and octet_length(kind) <= 40 and octet_length(detail) <= 20000
      and octet_length(engine) <= 40 and octet_length(undoes) <= 36) not valid;
  end if;
end $$;
