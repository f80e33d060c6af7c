// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_APP_POWER_H_
#define BROADSHEET_APP_POWER_H_

#include <string>

namespace broadsheet::app {

// Whether this machine runs on its battery: a battery of the machine's own is being discharged, and no mains
// supply is online. False where nothing tells. `folder` is Linux' class of power supplies.
bool on_battery(const std::string& folder = "/sys/class/power_supply");

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_POWER_H_
