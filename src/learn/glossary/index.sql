-- The index of one place: names are normalised, `near` has keys that near misses share, and
-- `confusion` has the words that are only mixed up with a term, by their place among its confusions.

create table meta (version integer, place text);
create table folder (path text primary key, stamp text);
create table file (id integer primary key, path text unique, stamp text);
create table entry (
  id integer primary key, file integer, slug text, topic text, name_en text, name_zh text, json text
);
create index entry_slug on entry (slug);
create index entry_file on entry (file);
create index entry_topic on entry (topic);
create table name (id integer primary key, norm text, entry integer, strong integer);
create index name_norm on name (norm);
create index name_entry on name (entry);
create table near (key integer, name integer, primary key (key, name)) without rowid;
create index near_name on near (name);
create table confusion (norm text, spelling text, entry integer, place integer);
create index confusion_norm on confusion (norm);
create index confusion_entry on confusion (entry);
create table word (file integer, norm text, json text);
create index word_norm on word (norm);
create table problem (file integer, line integer, col integer, message text);
create virtual table prose using fts5 (names, summary, body, content='');
