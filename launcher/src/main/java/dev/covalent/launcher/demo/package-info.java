/** The demo: a small application whose processes show each other every way there is to talk. */
@NullMarked
package dev.covalent.launcher.demo;

import org.jspecify.annotations.NullMarked;
