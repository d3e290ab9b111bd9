-- A class in which nobody can be anybody else. The owner of the database runs it, after the tables
-- are there; a second time it changes nothing. Each learner logs in with a name of their own: the
-- server, not the program, says whose rows these are.
do $$
declare
  -- Roles belong to the whole server: the class of another database may have made them.
  groups constant text[] := array['learn_learner', 'learn_teacher'];
  keeper constant name := (
    select pg_get_userbyid(datdba) from pg_database where datname = current_database());
  each record;
begin
  for each in select unnest(groups) as name loop
    if not exists (select from pg_roles where rolname = each.name) then
      execute format('create role %I nologin', each.name);
    end if;
  end loop;

  -- Before there was a class, a learner may have made the tables, or got more than is good.
  for each in select oid::regclass as name, relowner from pg_class
              where oid in ('learn_review'::regclass, 'learn_setting'::regclass) loop
    if pg_get_userbyid(each.relowner) not in (keeper, current_user) then
      execute format('alter table %s owner to %I', each.name, keeper);
    end if;
  end loop;
  for each in select distinct oid::regclass as name, grantee
              from pg_class, aclexplode(relacl)
              where oid in ('learn_review'::regclass, 'learn_setting'::regclass)
              and grantee <> relowner loop
    execute format('revoke all on %s from %s cascade', each.name, case each.grantee
      when 0 then 'public' else quote_ident(pg_get_userbyid(each.grantee)) end);
  end loop;
  for each in select polname from pg_policy where polrelid = 'learn_review'::regclass loop
    execute format('drop policy %I on learn_review', each.polname);
  end loop;

  -- Who is in the class gets here, and makes nothing of their own here.
  execute format('grant connect on database %I to learn_learner, learn_teacher', current_database());
  execute format('grant usage on schema %I to learn_learner, learn_teacher', current_schema());
  execute format('revoke create on schema %I from public', current_schema());
end $$;

-- Nobody changes or deletes a row: there is neither a privilege nor a policy for it.
grant select on learn_review, learn_setting to learn_learner, learn_teacher;
grant insert on learn_review to learn_learner;

-- Forced: these hold for the owner of the tables too, who keeps the rows of their own login.
alter table learn_review enable row level security;
alter table learn_review force row level security;
create policy learn_read_own on learn_review for select using (learner = current_user);
create policy learn_add_own on learn_review for insert with check (learner = current_user);
create policy learn_read_all on learn_review for select to learn_teacher using (true);
