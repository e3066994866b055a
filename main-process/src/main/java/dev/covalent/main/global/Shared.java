package dev.covalent.main.global;

import dev.covalent.common.frame.GlobalDescription;

/** What is shared under a name. */
sealed interface Shared permits SharedBag, TypedObject {

    /** Returns what a renderer is told of it. */
    GlobalDescription description();
}
