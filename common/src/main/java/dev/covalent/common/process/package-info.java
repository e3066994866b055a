/**
 * Forks JVMs, watches them, and lets them watch their parent.
 *
 * <p>Two signals tell a child that its parent is gone, and the first one wins: the end of its standard input, which the
 * parent keeps open and which the system closes however the parent ends, and the parent's process id. Two tell a parent
 * how a child ended: the exit value, read together with what the parent itself had asked for, and the crash report.
 */
@NullMarked
package dev.covalent.common.process;

import org.jspecify.annotations.NullMarked;
