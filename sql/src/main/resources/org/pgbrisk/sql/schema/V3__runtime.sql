create type brisk.runtime as (
    runtime text,
    java_version text,
    java_vm text,
    heap_used_bytes bigint,
    heap_max_bytes bigint,
    jar_version text
);
comment on type brisk.runtime is 'The row of brisk.show_runtime().';
comment on column brisk.runtime.runtime is
    'Where the functions run. pljava: inside this session''s backend. companion: in the program pgbrisk, outside the server.';
comment on column brisk.runtime.java_version is 'The version of Java, with its build.';
comment on column brisk.runtime.java_vm is 'The name of the Java virtual machine.';
comment on column brisk.runtime.heap_used_bytes is
    'Bytes of its heap in use, what it has not tidied up yet included; the heap is only a part of what it takes.';
comment on column brisk.runtime.heap_max_bytes is 'Bytes the heap may grow to (-Xmx).';
comment on column brisk.runtime.jar_version is
    'The version of pgbrisk whose classes this session has loaded: after an upgrade, sessions older than it keep the old ones.';
