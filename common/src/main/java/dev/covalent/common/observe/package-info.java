/**
 * What the JDK Flight Recorder is told of messages, requests, remote calls and loops.
 *
 * <p>The classes of events are loaded when the recorder has been initialised in this JVM, and not before: a process that
 * nobody records pays one check of a flag for what it sends and takes.
 */
@NullMarked
package dev.covalent.common.observe;

import org.jspecify.annotations.NullMarked;
