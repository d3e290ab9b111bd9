-- The log of reviews is the only truth: rows are added, never changed. A row of kind "undo" takes
-- back the review it names. Card states are derived from the log by replaying it.
create table review (
  id       text primary key,                                -- UUIDv7: sorts by time
  learner  text not null,
  card     text not null check (card like '_%/_%'),
  rating   integer check (rating between 1 and 4),          -- null in an undo
  at       text not null,                                   -- UTC, ISO 8601, milliseconds
  day      integer not null check (day between 1 and 803533),    -- before the year 2201
  duration integer not null check (duration >= 0),          -- milliseconds
  kind     text not null,
  detail   text not null check (json_valid(detail)),        -- what was asked and picked
  engine   text not null,
  undoes   text,                                            -- may come in a later merge
  check ((kind = 'undo') = (rating is null)),
  check ((kind = 'undo') = (undoes is not null))
) strict, without rowid;
create index review_day on review (day);
create index review_card on review (card, id);
create index review_undoes on review (undoes) where undoes is not null;

create table state (
  card       text primary key,
  stability  real not null check (stability > 0),
  difficulty real not null check (difficulty between 1 and 10),
  day        integer not null,
  due        integer not null,
  reps       integer not null check (reps > 0),
  lapses     integer not null check (lapses >= 0),
  learning   integer not null check (learning in (0, 1))
) strict, without rowid;
create index state_due on state (due);

create table mixed (
  slug   text not null,
  picked text not null,                                     -- a term, or an option's words
  times  integer not null check (times >= 0),
  primary key (slug, picked)
) strict, without rowid;

create table setting (
  key   text primary key,                                   -- such as the parameters of FSRS
  value text not null check (json_valid(value))
) strict, without rowid;

-- What the log has of every learning day, so that a row which rots is noticed.
create table digest (
  day  integer primary key,
  size integer not null check (size >= 0),                  -- rows
  sum  integer not null check (sum >= 0)                    -- of their digests, modulo 2^60
) strict;

-- The answers given on this machine, in their order: a clock may go back.
create table given (
  number integer primary key,
  id     text not null
) strict;

-- The rows that came from elsewhere, with the backup that was made before; and those that were
-- taken back with such a step, which never come again.
create table arrived (
  id   text primary key,
  step text not null
) strict, without rowid;

create table refused (
  id text primary key
) strict, without rowid;

-- The names that the learner has added, each with the answer that did; '' in older versions.
create table name (
  slug   text not null,
  name   text not null,
  review text not null,
  primary key (slug, name)
) strict, without rowid;
