/* SPDX-License-Identifier: MIT */
#ifndef _DT_BINDINGS_IRQ_H
#define _DT_BINDINGS_IRQ_H

#define IRQ_TYPE_NONE		0
#define IRQ_TYPE_EDGE_RISING	1
#define IRQ_TYPE_LEVEL_HIGH	4

#endif
