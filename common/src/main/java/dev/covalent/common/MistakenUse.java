package dev.covalent.common;

/**
 * What a failure is that whoever uses an application has brought about, and whose message alone says how to put it right:
 * where it came from in the program is of no use to them. {@code covalent run} and the renderers print it in one line.
 */
public interface MistakenUse {}
