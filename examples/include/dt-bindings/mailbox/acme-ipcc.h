/* SPDX-License-Identifier: MIT */
#ifndef _DT_BINDINGS_ACME_IPCC_H
#define _DT_BINDINGS_ACME_IPCC_H

/* Signals */
#define IPCC_SIGNAL_GLINK	0
#define IPCC_SIGNAL_SMP2P	2

/* Clients */
#define IPCC_CLIENT_MPSS	2
#define IPCC_CLIENT_LPASS	3

#endif
